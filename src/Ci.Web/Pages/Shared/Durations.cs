using System.Globalization;

namespace Ci.Web.Pages.Shared;

/// <summary>Lengths of time as people read them.</summary>
internal static class Durations
{
    /// <summary><c>0:04</c>, <c>2:51</c>, <c>1:02:33</c>; whole seconds, rounded down as a clock shows them.</summary>
    public static string Clock(TimeSpan length)
    {
        var seconds = Math.Max(0, (long)length.TotalSeconds);
        return seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>As <see cref="Clock"/>, with a tenth where whole seconds would say nothing: <c>0.3 s</c>.</summary>
    public static string Fine(TimeSpan length) => length < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0.1, length.TotalSeconds):0.0} s")
        : Clock(length);

    /// <summary><c>19 s</c>, <c>4 min</c>, <c>3 h</c>, <c>2 days</c>.</summary>
    public static string Rough(TimeSpan length) => length switch
    {
        { TotalSeconds: < 60 } => Count((long)Math.Max(0, length.TotalSeconds), "s"),
        { TotalMinutes: < 60 } => Count((long)length.TotalMinutes, "min"),
        { TotalHours: < 48 } => Count((long)length.TotalHours, "h"),
        _ => Count((long)length.TotalDays, "days"),
    };

    /// <summary>A setting as it was meant: <c>500 ms</c>, <c>5 s</c>, <c>2 min</c>.</summary>
    public static string Setting(long milliseconds) => milliseconds switch
    {
        >= 60_000 when milliseconds % 60_000 == 0 => Count(milliseconds / 60_000, "min"),
        >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.#} s"),
        _ => Count(milliseconds, "ms"),
    };

    public static string Milliseconds(long milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:#,0} ms");

    private static string Count(long number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
}
