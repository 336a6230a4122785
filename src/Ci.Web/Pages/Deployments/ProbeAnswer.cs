using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deployments;

/// <summary>What kind of answer a probe got: one shape in the chart, one icon in the table.</summary>
/// <param name="Shape">Key of the mark.</param>
/// <param name="Word">The answer in a word.</param>
/// <param name="Look">Its icon and color.</param>
internal sealed record ProbeAnswer(string Shape, string Word, Look Look)
{
    public static ProbeAnswer Of(Probe probe, HealthSettings health) => probe switch
    {
        { Ok: true } => new("good", $"{probe.Code}", new("circle-check", "expected", "succeeded")),
        { Code: { } code } => new("bad", $"{code}", new("circle-x", "not expected", "failed")),
        _ when probe.DurationMs >= health.TimeoutMs => new("late", "timed out", new("timer-off", "timed out", "warning")),
        _ => new("none", probe.Detail.Contains("refused", StringComparison.OrdinalIgnoreCase) ? "refused" : "no answer", new("circle-x", "no answer", "failed")),
    };
}
