namespace Ci.Jobs.Logs;

/// <summary>
/// How far a log has followed a container: per stream the engine's time of the last stored line, and how many lines have exactly
/// that time. Whoever attaches again reads from two seconds before the later time and skips, per stream, earlier lines and the first
/// <c>Count</c> at that time.
/// </summary>
/// <param name="OutAt">Engine time of the last line of standard output, as the engine wrote it; null when there is none.</param>
/// <param name="OutCount">Lines of standard output with that time.</param>
/// <param name="ErrAt">The same for standard error.</param>
/// <param name="ErrCount">Lines of standard error with that time.</param>
public sealed record LogResume(string? OutAt, int OutCount, string? ErrAt, int ErrCount)
{
    public static LogResume Nothing { get; } = new(null, 0, null, 0);

    /// <summary>The state after one more line that the engine stamped with <paramref name="at"/>.</summary>
    internal LogResume After(LogStream stream, string at) => stream switch
    {
        LogStream.Out => this with { OutCount = Next(OutAt, OutCount, at), OutAt = Later(OutAt, at) },
        LogStream.Err => this with { ErrCount = Next(ErrAt, ErrCount, at), ErrAt = Later(ErrAt, at) },
        _ => this,
    };

    private static int Next(string? last, int count, string at) => string.CompareOrdinal(at, last) switch
    {
        > 0 => 1,
        0 => count + 1,
        _ => count,
    };

    private static string Later(string? last, string at) => string.CompareOrdinal(at, last) > 0 ? at : last!;
}
