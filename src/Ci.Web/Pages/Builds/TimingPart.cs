using Ci.Jobs.Builds;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Builds;

/// <summary>A step's share of the bar below the graph.</summary>
internal sealed record TimingPart(string Name, string Length, double X, double Width, string Tint)
{
    public const double Whole = 1000;

    /// <summary>Steps in proportion to the usual or, when longer, the real length; with a gap where time is left.</summary>
    public static IReadOnlyList<TimingPart> Of(Build build, TimeSpan? usual, DateTimeOffset now)
    {
        if (build.StartedAt is not { } started || build.Steps.Count == 0) return [];
        var elapsed = (build.FinishedAt ?? now) - started;
        var whole = build.FinishedAt is null && usual > elapsed ? usual.Value : elapsed;
        if (whole <= TimeSpan.Zero) return [];
        return [.. build.Steps.Select(step =>
        {
            var length = (step.FinishedAt ?? build.FinishedAt ?? now) - step.StartedAt;
            var tint = !step.Ok ? "failed" : step.FinishedAt is null ? "running" : "neutral";
            return new TimingPart(
                step.Name, Durations.Clock(length), Round((step.StartedAt - started) / whole), Math.Max(2, Round(length / whole) - 2), tint);
        })];
    }

    private static double Round(double share) => Math.Round(Whole * Math.Clamp(share, 0, 1), 1);
}
