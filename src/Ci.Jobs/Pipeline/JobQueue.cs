using System.Collections.Concurrent;
using System.Linq.Expressions;
using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Upkeep;
using Hangfire;
using Hangfire.States;

namespace Ci.Jobs.Pipeline;

/// <summary>Hangfire, as the product uses it: makes the jobs of rows and looks how they fare.</summary>
internal sealed class JobQueue(IBackgroundJobClient client, JobStorage storage, QueueIdentity identity)
{
    public string StorageId { get; } = identity.StorageId;

    // Jobs of this process that may still get a continuation. A parent of a killed process may be half linked to a child that was
    // never promised, and Hangfire would wait long for that one; what such a parent left behind starts by itself.
    private readonly ConcurrentDictionary<string, bool> parents = new(StringComparer.Ordinal);

    /// <summary>The job under way, as the one that the next job continues.</summary>
    public JobReference? Reference(string? jobId)
    {
        if (jobId is null) return null;
        parents[jobId] = true;
        return new JobReference(StorageId, jobId);
    }

    public string Create(Build build) => Enqueue<BuildJob>(Queues.Builds, job => job.RunAsync(build.Project, build.Number, null, CancellationToken.None));

    /// <summary>The job of a deployment's present state, as a continuation of <paramref name="parent"/> where that job is under way.</summary>
    public string Create(Deployment deployment, string? parent) => deployment.State switch
    {
        DeploymentState.CheckingHealth => Follow<HealthCheckJob>(parent, Queues.Deployments, job => job.RunAsync(deployment.Project, deployment.Number, null, CancellationToken.None)),
        DeploymentState.RollingBack => Follow<RollbackJob>(parent, Queues.Rollbacks, job => job.RunAsync(deployment.Project, deployment.Number, null, CancellationToken.None)),
        _ when deployment.Kind == DeploymentKind.Rollback => Enqueue<DeployJob>(Queues.Rollbacks, job => job.RunAsync(deployment.Project, deployment.Number, null, CancellationToken.None)),
        _ => Follow<DeployJob>(parent, Queues.Deployments, job => job.RunAsync(deployment.Project, deployment.Number, null, CancellationToken.None)),
    };

    public string CreateRetire(Deployment deployment) => Enqueue<RetireJob>(Queues.Upkeep, job => job.RunAsync(deployment.Project, deployment.Number, CancellationToken.None));

    public string CreateRemoval(string project) => Enqueue<RemoveProjectJob>(Queues.Upkeep, job => job.RunAsync(project, CancellationToken.None));

    /// <summary>Name of the job's state, such as <c>Processing</c>; null when there is no such job in this queue.</summary>
    public string? StateOf(string? storageId, string? jobId)
    {
        if (jobId is null || storageId != StorageId) return null;
        using var connection = storage.GetReadOnlyConnection();
        return connection.GetStateData(jobId)?.Name;
    }

    // The job itself keeps its queue too: Requeue in the Hangfire console asks for none and would put it where nobody works.
    private string Enqueue<T>(string queue, Expression<Func<T, Task>> call) => client.Create(queue, call, new EnqueuedState(queue));

    private string Follow<T>(string? parent, string queue, Expression<Func<T, Task>> call) =>
        parent is not null && parents.TryRemove(parent, out _) && StateOf(StorageId, parent) == ProcessingState.StateName
        ? client.Create(queue, call, new AwaitingState(parent, new EnqueuedState(queue), JobContinuationOptions.OnlyOnSucceededState))
        : Enqueue(queue, call);
}
