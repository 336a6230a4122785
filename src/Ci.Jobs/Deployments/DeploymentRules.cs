namespace Ci.Jobs.Deployments;

/// <summary>A deployment as a table: what each state may become.</summary>
public static class DeploymentRules
{
    private static readonly Dictionary<DeploymentState, DeploymentState[]> Next = new()
    {
        [DeploymentState.Queued] = [DeploymentState.Starting, DeploymentState.Failed],
        [DeploymentState.Starting] = [DeploymentState.CheckingHealth, DeploymentState.RollingBack, DeploymentState.Failed],
        [DeploymentState.CheckingHealth] = [DeploymentState.Switched, DeploymentState.RollingBack, DeploymentState.Failed],
        [DeploymentState.Switched] = [DeploymentState.Draining, DeploymentState.RollingBack],
        [DeploymentState.Draining] = [DeploymentState.Live, DeploymentState.RollingBack],
        [DeploymentState.Live] = [DeploymentState.Retired, DeploymentState.RollingBack],
        [DeploymentState.RollingBack] = [DeploymentState.RolledBack],
        [DeploymentState.RolledBack] = [],
        [DeploymentState.Failed] = [],
        [DeploymentState.Retired] = [DeploymentState.Live],
    };

    public static bool Allows(DeploymentState from, DeploymentState to) => Next[from].Contains(to);

    /// <summary>It still has work to do, so it needs a job or the watch.</summary>
    public static bool IsOpen(DeploymentState state) => state is DeploymentState.Queued || IsActive(state);

    /// <summary>It holds the project's one place for a deployment in progress.</summary>
    public static bool IsActive(DeploymentState state) => state is
        DeploymentState.Starting or DeploymentState.CheckingHealth or DeploymentState.Switched or DeploymentState.Draining or DeploymentState.RollingBack;

    /// <summary>Driven by a Hangfire job; after the switch the watch drives it.</summary>
    public static bool NeedsJob(DeploymentState state) => state is
        DeploymentState.Queued or DeploymentState.Starting or DeploymentState.CheckingHealth or DeploymentState.RollingBack;

    /// <summary>A person may still stop it without touching traffic.</summary>
    public static bool CanCancel(DeploymentState state) => state is DeploymentState.Queued or DeploymentState.Starting or DeploymentState.CheckingHealth;
}
