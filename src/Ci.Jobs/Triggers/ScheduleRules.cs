using Cronos;

namespace Ci.Jobs.Triggers;

/// <summary>When a schedule builds.</summary>
public static class ScheduleRules
{
    /// <summary>The zone of an IANA name; null when there is none.</summary>
    public static TimeZoneInfo? Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>
    /// The next times after an instant, with the zone's offset. An hour that a change of clocks leaves out is made up for at once after it,
    /// one that comes twice counts once.
    /// </summary>
    public static IReadOnlyList<DateTimeOffset> Next(string cron, string zone, DateTimeOffset after, int count)
    {
        var expression = CronExpression.Parse(cron);
        var found = Zone(zone) ?? TimeZoneInfo.Utc;
        var times = new List<DateTimeOffset>(count);
        while (times.Count < count && expression.GetNextOccurrence(times.Count > 0 ? times[^1] : after, found) is { } next) times.Add(next);
        return times;
    }
}
