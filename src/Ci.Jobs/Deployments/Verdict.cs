namespace Ci.Jobs.Deployments;

/// <summary>What the health rules conclude.</summary>
public enum Verdict
{
    Pending,
    Healthy,
    Unhealthy,
}
