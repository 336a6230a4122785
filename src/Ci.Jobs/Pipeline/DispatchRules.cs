using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;

namespace Ci.Jobs.Pipeline;

/// <summary>Which open rows need a job now, and what the state of the job they have means.</summary>
internal static class DispatchRules
{
    /// <summary>What to do about an open row whose turn it is.</summary>
    /// <param name="jobState">State of its Hangfire job; null when it has none in this queue.</param>
    /// <param name="driven">A living owner has the lease.</param>
    public static DispatchAction For(string? jobState, bool driven) => jobState switch
    {
        _ when driven => DispatchAction.Leave,
        null => DispatchAction.Create,
        "Deleted" => DispatchAction.Cancel,
        "Enqueued" or "Awaiting" or "Scheduled" => DispatchAction.Leave,

        // A worker has it but holds no lease: it is about to claim, or its process died and the queue has not seen that yet.
        "Processing" => DispatchAction.Leave,

        // Over, but the row is not: its process was killed after the claim, or the job stopped with the server.
        _ => DispatchAction.Create,
    };

    /// <summary>Of the open builds of all projects, oldest first, those whose turn it is: the running one, else the oldest waiting.</summary>
    public static IEnumerable<Build> Heads(IEnumerable<Build> open) => open
        .GroupBy(build => (build.ProjectId, build.Environment))
        .Select(group => group.FirstOrDefault(build => build.State == BuildState.Running) ?? group.First());

    /// <summary>Of the open deployments, oldest first, those whose turn it is: the one in progress, else the oldest waiting.</summary>
    public static IEnumerable<Deployment> Heads(IEnumerable<Deployment> open) => open
        .GroupBy(deployment => (deployment.ProjectId, deployment.Environment))
        .Select(group => group.FirstOrDefault(deployment => DeploymentRules.IsActive(deployment.State)) ?? group.First())
        .Where(deployment => DeploymentRules.NeedsJob(deployment.State));
}
