using Ci.Jobs.Deployments;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Projects;

/// <summary>A deployment in one line of a list.</summary>
internal static class DeploymentStory
{
    public static string Of(Deployment deployment, DateTimeOffset now)
    {
        var release = $"#{deployment.ReleaseNumber}";
        var slot = deployment.Slot is null ? "" : $" on {deployment.Slot}";
        var back = deployment.Kind == DeploymentKind.Rollback ? $", rolled back to by {deployment.Actor}" : "";
        return deployment.State switch
        {
            DeploymentState.Queued => $"{release} waits{back}",
            DeploymentState.Starting => $"{release} starting{slot}{back}",
            DeploymentState.CheckingHealth => $"{release}{slot}, health being checked{back}",
            DeploymentState.Switched or DeploymentState.Draining => $"{release}{slot}, old requests finishing{back}",
            DeploymentState.Live => $"{release} live{slot}{back}{Cut(deployment)}",
            DeploymentState.RollingBack => $"{release} is being taken back: {Words.Clause(deployment.Reason)}",
            DeploymentState.RolledBack => $"{release} rolled back: {Words.Clause(deployment.Reason)}",
            DeploymentState.Failed => $"{release} not deployed: {Words.Clause(deployment.Reason)}",
            _ => deployment is { SwitchedAt: { } from, FinishedAt: { } to } ? $"{release} was live{slot} for {Durations.Rough(to - from)}" : $"{release} retired",
        };
    }

    /// <summary>From the start to the switch, or to the end where it never came.</summary>
    public static TimeSpan? Took(Deployment deployment, DateTimeOffset now) =>
        deployment.StartedAt is { } started ? (deployment.SwitchedAt ?? deployment.FinishedAt ?? now) - started : null;

    private static string Cut(Deployment deployment) => deployment.Traffic is { } report
        ? $", {Words.Count(report.Aborted, "request")} cut at the switch"
        : "";
}
