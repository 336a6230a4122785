namespace Ci.Jobs.Pipeline;

/// <summary>Queues of the jobs. Queues alone do not isolate, so each has a Hangfire server with workers of its own.</summary>
public static class Queues
{
    public const string Builds = "builds";

    public const string Deployments = "deployments";

    /// <summary>A rollback never waits for a deployment of another project.</summary>
    public const string Rollbacks = "rollbacks";

    public const string Upkeep = "upkeep";
}
