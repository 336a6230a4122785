namespace Ci.Jobs.Deployments;

public enum DeploymentState
{
    Queued,
    Starting,
    CheckingHealth,
    Switched,
    Draining,
    Live,
    RollingBack,
    RolledBack,
    Failed,
    Retired,
}
