using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Triggers;

namespace Ci.Web.Pages.Shared;

/// <summary>The one map from states to looks; pages, the strip and the title all read it.</summary>
internal static class Badges
{
    public static Look NotDeployed { get; } = new("circle-dashed", "Not deployed", "neutral");

    public static Look Deleting { get; } = new("loader-circle", "Deleting…", "neutral");

    /// <summary>A person asked for the stop, and it has not stopped yet.</summary>
    public static Look Canceling { get; } = new("loader-circle", "Canceling…", "neutral");

    public static Look Of(BuildState state) => state switch
    {
        BuildState.Queued => new("clock", "Queued", "neutral"),
        BuildState.Running => new("loader-circle", "Running", "running"),
        BuildState.Succeeded => new("circle-check", "Succeeded", "succeeded"),
        BuildState.Failed => new("circle-x", "Failed", "failed"),
        BuildState.Canceled => new("ban", "Canceled", "neutral"),
        BuildState.Superseded => new("skip-forward", "Superseded", "neutral"),
        BuildState.Skipped => new("circle-slash", "Skipped", "neutral"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Look Of(DeploymentState state) => state switch
    {
        DeploymentState.Queued => new("clock", "Queued", "neutral"),
        DeploymentState.Starting => new("loader-circle", "Starting", "running"),
        DeploymentState.CheckingHealth => new("loader-circle", "Checking health", "running"),
        DeploymentState.Switched => new("loader-circle", "Switched", "running"),
        DeploymentState.Draining => new("loader-circle", "Draining", "running"),
        DeploymentState.Live => new("radio", "Live", "succeeded"),
        DeploymentState.RollingBack => new("undo-2", "Rolling back", "warning"),
        DeploymentState.RolledBack => new("undo-2", "Rolled back", "warning"),
        DeploymentState.Failed => new("circle-x", "Failed", "failed"),
        DeploymentState.Retired => new("circle-slash", "Retired", "neutral"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Look Of(DeliveryVerdict verdict) => verdict switch
    {
        DeliveryVerdict.Built => new("circle-check", "Built", "succeeded"),
        DeliveryVerdict.Skipped => new("circle-slash", "Skipped", "neutral"),
        DeliveryVerdict.Offered => new("circle-question-mark", "Offered", "warning"),
        DeliveryVerdict.Ping => new("circle-check", "Ping", "succeeded"),
        DeliveryVerdict.Rejected => new("circle-x", "Rejected", "failed"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    public static Look Of(TriggerOutcome outcome) => outcome switch
    {
        TriggerOutcome.Passed => new("circle-check", "Passed", "succeeded"),
        TriggerOutcome.Stopped => new("circle-slash", "Stopped", "warning"),
        TriggerOutcome.Later => new("clock", "Asked later", "neutral"),
        TriggerOutcome.NotAsked => new("circle-dashed", "Not asked", "neutral"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static Look Of(Build build) =>
        build is { State: BuildState.Running, CanceledBy: not null } ? Canceling : Of(build.State);

    public static Look Of(Deployment deployment) =>
        deployment.CanceledBy is null ? Of(deployment.State)
        : DeploymentRules.IsActive(deployment.State) ? Canceling
        : deployment.State == DeploymentState.Failed ? Of(BuildState.Canceled)
        : Of(deployment.State);
}
