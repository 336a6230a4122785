using Ci.Jobs.Builds;

namespace Ci.Web.Pages.Shared;

/// <summary>The last builds of a project side by side: height is duration, shape and color are the state.</summary>
/// <param name="Bars">Oldest first, right-aligned.</param>
internal sealed record BuildStrip(IReadOnlyList<BuildBar> Bars)
{
    public const int Most = 30, Pitch = 8, BarWidth = 6, Width = Most * Pitch - (Pitch - BarWidth), Height = 40;
    private const double Shortest = 5, Longest = 29;

    /// <summary>Bars to show on a phone.</summary>
    public const int Few = 15;

    /// <param name="builds">Newest first.</param>
    /// <param name="rolledBack">Numbers of builds whose release was rolled back.</param>
    /// <param name="now">For the height of a running build.</param>
    public static BuildStrip Of(IReadOnlyList<Build> builds, IReadOnlySet<int> rolledBack, DateTimeOffset now)
    {
        var shown = builds.Take(Most).Reverse().ToList();
        var usual = Estimates.Usual(builds);
        var longest = shown.Select(build => Length(build, now)).Append(usual ?? TimeSpan.Zero).Max();
        return new([.. shown.Select((build, index) =>
        {
            var length = Length(build, now);
            var whole = build.State == BuildState.Running && usual > length ? usual.Value : length;
            var height = Scale(whole, longest);
            var filled = build.State == BuildState.Running ? height * (whole > TimeSpan.Zero ? length / whole : 1) : height;
            var kind = Kind(build, rolledBack);
            return new BuildBar(kind, (Most - shown.Count + index) * Pitch, height, filled, Label(build, kind, now), $"/projects/{build.Project}/builds/{build.Number}");
        })]);
    }

    private static string Kind(Build build, IReadOnlySet<int> rolledBack) => build.State switch
    {
        BuildState.Succeeded when rolledBack.Contains(build.Number) => "rolledback",
        BuildState.Succeeded => "succeeded",
        BuildState.Failed => "failed",
        BuildState.Running => "running",
        BuildState.Skipped or BuildState.Queued => "dot",
        _ => "hollow",
    };

    private static string Label(Build build, string kind, DateTimeOffset now)
    {
        var state = kind == "rolledback" ? "rolled back" : Badges.Of(build.State).Word.ToLowerInvariant();
        var length = build.StartedAt is null ? "" : $" after {Durations.Clock(Length(build, now))}";
        return $"#{build.Number} {state}{length}";
    }

    private static TimeSpan Length(Build build, DateTimeOffset now) =>
        build.StartedAt is { } started ? (build.FinishedAt ?? now) - started : TimeSpan.Zero;

    private static double Scale(TimeSpan length, TimeSpan longest) => longest <= TimeSpan.Zero
        ? Shortest
        : Math.Round(Shortest + (Longest - Shortest) * Math.Clamp(length / longest, 0, 1), 1);
}
