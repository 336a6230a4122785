namespace Ci.Jobs.Deployments;

public enum DeploymentKind
{
    /// <summary>A new release goes live.</summary>
    Deploy,

    /// <summary>A person made an earlier release live again.</summary>
    Rollback,
}
