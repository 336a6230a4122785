using System.Globalization;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deployments;

/// <summary>Probes over time: across the seconds since the container's start, up the time of the answer in powers of ten.</summary>
internal sealed record ProbeChart(IReadOnlyList<ProbeMark> Marks, IReadOnlyList<ChartLine> Lines, IReadOnlyList<(double X, string Text)> Seconds)
{
    public const double Left = 66, Right = 772, Top = 30, Bottom = 156, Width = 780, Height = 190;
    private const double LeastMs = 10, MostMs = 10_000;

    public static IReadOnlyList<(double Y, string Text)> Rows { get; } =
        [(Up(10_000), "10 s"), (Up(1000), "1 s"), (Up(100), "100 ms"), (Up(10), "10 ms")];

    /// <returns>Null when nothing was probed.</returns>
    public static ProbeChart? Of(Deployment deployment, IReadOnlyList<Probe> probes, HealthSettings health)
    {
        if (probes.Count == 0) return null;
        var start = deployment.ContainerStartedAt ?? probes[0].At;
        var deadline = TimeSpan.FromMilliseconds(health.DeadlineMs);
        var needed = 1.1 * Max(probes[^1].At - start, Max((deployment.SwitchedAt ?? start) - start, (Back(deployment) ?? start) - start));
        // A check that was over long before its deadline would be a blot at the left; then the deadline stays outside.
        var span = deployment.SwitchedAt is not null && 3 * needed < deadline ? Max(needed, TimeSpan.FromSeconds(1)) : Max(1.05 * deadline, needed);
        double Across(TimeSpan at) => Math.Round(Left + (Right - Left) * Math.Clamp(at / span, 0, 1), 1);

        // Two words must not lie on each other: the earlier one then goes to the other side of its line.
        bool OnTheLeft(string kind) => kind == "deadline" || (kind == "switched" && Back(deployment) is { } back && Across(back - start) - Across(deployment.SwitchedAt!.Value - start) < 80);

        return new(
            [.. probes.Select(probe =>
            {
                var answer = ProbeAnswer.Of(probe, health);
                var after = probe.At - start;
                return new ProbeMark(Across(after), Up(probe.DurationMs), answer.Shape, answer.Look.Tint, $"{After(after)}: {answer.Word}, {Durations.Milliseconds(probe.DurationMs)}");
            })],
            [.. Upright(deployment, start, deadline, span).Select(line => new ChartLine(Across(line.At), line.Label, line.Kind, OnTheLeft(line.Kind)))],
            [.. Ticks(span).Select(at => (Across(at), $"{at.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"))]);
    }

    /// <summary>"2 s", or "0.4 s" at the beginning.</summary>
    public static string After(TimeSpan time) => time.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    private static IEnumerable<(TimeSpan At, string Label, string Kind)> Upright(Deployment deployment, DateTimeOffset start, TimeSpan deadline, TimeSpan span)
    {
        if (deployment.SwitchedAt is { } switched) yield return (switched - start, "switched", "switched");
        if (Back(deployment) is { } back) yield return (back - start, "switched back", "back");
        if (deadline <= span) yield return (deadline, "deadline", "deadline");
    }

    private static DateTimeOffset? Back(Deployment deployment) =>
        deployment is { State: DeploymentState.RolledBack, SwitchedAt: not null } ? deployment.FinishedAt : null;

    private static IEnumerable<TimeSpan> Ticks(TimeSpan span)
    {
        double[] steps = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
        var step = Array.Find(steps, s => span.TotalSeconds / s <= 6);
        if (step == 0) step = steps[^1];
        for (var at = 0.0; at <= span.TotalSeconds; at += step) yield return TimeSpan.FromSeconds(at);
    }

    private static double Up(double ms)
    {
        var share = Math.Log10(Math.Clamp(ms, LeastMs, MostMs) / LeastMs) / Math.Log10(MostMs / LeastMs);
        return Math.Round(Bottom - (Bottom - Top) * share, 1);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
