using System.Globalization;
using Ci.Jobs.Deployments;

namespace Ci.Web.Pages.Projects;

/// <summary>Which release served when, over the last day.</summary>
internal sealed record ServedTimeline(IReadOnlyList<ServedPart> Parts, IReadOnlyList<(double X, string Text)> Hours, IReadOnlyList<(double X, string Label, string Href)> Backs)
{
    public const double Width = 736, Gap = 2;
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <param name="deployments">Newest first.</param>
    /// <param name="now">The right end.</param>
    /// <param name="zone">For the hours below.</param>
    public static ServedTimeline Of(IReadOnlyList<Deployment> deployments, DateTimeOffset now, TimeZoneInfo zone)
    {
        double Across(DateTimeOffset at) => Math.Round(Width * Math.Clamp(1 - (now - at) / Window, 0, 1), 1);

        var parts = new List<ServedPart>();
        var until = now;
        foreach (var served in deployments.Where(d => d.SwitchedAt is not null && d.State is not DeploymentState.RolledBack).OrderByDescending(d => d.SwitchedAt))
        {
            var (from, to) = (Across(served.SwitchedAt!.Value), Across(until));
            if (until <= now - Window) break;
            parts.Add(new(from, Math.Max(3, to - from - Gap), served.Slot ?? "", served.ReleaseNumber, parts.Count == 0, Link(served)));
            until = served.SwitchedAt.Value;
        }

        return new(
            parts,
            [.. Ticks(now, zone).Select(hour => (Across(hour), TimeZoneInfo.ConvertTime(hour, zone).ToString("HH:mm", CultureInfo.InvariantCulture)))],
            [.. deployments.Where(d => d is { State: DeploymentState.RolledBack, FinishedAt: { } end } && end > now - Window)
                .Select(d => (Across(d.FinishedAt!.Value), $"#{d.ReleaseNumber} rolled back", Link(d)))]);
    }

    private static string Link(Deployment deployment) => $"/projects/{deployment.Project}/deployments/{deployment.Number}";

    private static IEnumerable<DateTimeOffset> Ticks(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var first = new DateTimeOffset(local.Date.AddHours(local.Hour / 3 * 3), local.Offset);
        for (var hour = first; hour > now - Window + TimeSpan.FromMinutes(30); hour -= TimeSpan.FromHours(3))
            if (now - hour > TimeSpan.FromMinutes(30))
                yield return hour;
    }
}
