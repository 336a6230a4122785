namespace Hangfire.Sqlite;

/// <summary>Times as stored (Unix milliseconds) and as Hangfire sees them (UTC).</summary>
internal static class Instant
{
    public static DateTime Utc(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    public static DateTime? Utc(long? milliseconds) => milliseconds is { } known ? Utc(known) : null;

    public static long Of(DateTime time) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    public static long Now(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>That long from now; a span beyond the calendar means its end.</summary>
    public static long In(this TimeProvider clock, TimeSpan span)
    {
        var now = clock.GetUtcNow();
        return span > DateTimeOffset.MaxValue - now
            ? DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            : now.Add(span).ToUnixTimeMilliseconds();
    }
}
