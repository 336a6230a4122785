using System.Globalization;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Web.Pages.Projects;

/// <summary>The next build that a schedule starts.</summary>
/// <param name="At">With the offset of the project's zone.</param>
/// <param name="Zone">Name of that zone.</param>
/// <param name="Branch">What it builds.</param>
internal sealed record NextBuild(DateTimeOffset At, string Zone, string Branch)
{
    /// <summary>Null without a schedule that comes.</summary>
    public static NextBuild? Of(Project project, DateTimeOffset now)
    {
        var trigger = project.Settings.Trigger;
        return trigger.Schedules
            .SelectMany(schedule => ScheduleRules.Next(schedule.Cron, trigger.TimeZone, now, 1).Select(at => new NextBuild(at, trigger.TimeZone, schedule.Branch ?? project.Branch)))
            .MinBy(next => next.At);
    }

    /// <summary>"Tue 03:30 Europe/Berlin", with the date where the day's name is not enough.</summary>
    public string When(DateTimeOffset now) =>
        $"{At.ToString(At - now < TimeSpan.FromDays(6) ? "ddd HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture)} {Zone}";
}
