using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Pipeline;

/// <summary>
/// Sees to it that every open row has a job. The rows are the outbox: they are committed first, and whatever happens to a job (deleted,
/// lost with the queue, killed with its server), the next look gives the row another one.
/// </summary>
internal sealed class Dispatcher(DispatchedRows rows, JobQueue queue, Lease lease, TimeProvider time, ILogger<Dispatcher> log)
{
    private const string HangfireConsole = "somebody in the Hangfire console";
    private readonly Lock looking = new();

    /// <summary>Looks at every open row once.</summary>
    public void Look()
    {
        lock (looking)
        {
            var open = rows.Builds.Open();
            if (Supersede(open)) open = rows.Builds.Open();
            foreach (var build in DispatchRules.Heads(open)) Look(build);
            foreach (var deployment in DispatchRules.Heads(rows.Deployments.Open())) Look(deployment);
            foreach (var deployment in rows.Deployments.Running().Where(row => row.WarmUntil <= time.GetUtcNow())) LookRetired(deployment);
            foreach (var project in rows.Projects.Deleting()) LookDeleting(project);
        }
    }

    /// <summary>Gives a deployment that came out of a job under way its next job, linked to it.</summary>
    public void Continue(Deployment deployment)
    {
        lock (looking)
        {
            // A look that came between has given it one already, linked all the same: the parent stands in the row.
            if (DispatchRules.Heads(rows.Deployments.Open()).FirstOrDefault(head => head.Id == deployment.Id) is { JobId: null } waiting) Create(waiting);
        }
    }

    // Whether it changed anything.
    private bool Supersede(IReadOnlyList<Build> open)
    {
        var projects = open.GroupBy(build => build.ProjectId).Select(group => group.ToList()).ToList();
        var overtaken = projects.Select(BuildRules.Overtaken).OfType<(Build Running, Build Newer)>().ToList();
        foreach (var (running, newer) in overtaken) rows.Builds.Cancel(running, BuildRules.NewerPush(newer));
        var pointless = projects.SelectMany(builds => BuildRules.Superseded(builds.FindAll(build => build.State == BuildState.Queued))).ToList();
        if (pointless.Count > 0) rows.Builds.Supersede(pointless);
        return overtaken.Count + pointless.Count > 0;
    }

    private void Look(Build build)
    {
        switch (DispatchRules.For(queue.StateOf(build.JobStorage, build.JobId), lease.IsAlive(build.Owner)))
        {
            case DispatchAction.Create:
                var job = queue.Create(build);
                Faults.At("job-created");
                rows.Builds.SaveJob(build.Id, queue.StorageId, job);
                Log.Dispatched(log, "build", build.Project, build.Number, job);
                break;
            case DispatchAction.Cancel:
                rows.Builds.Cancel(build, HangfireConsole);
                if (build.State == BuildState.Running) rows.Builds.SaveJob(build.Id, queue.StorageId, queue.Create(build));
                break;
        }
    }

    private void Look(Deployment deployment)
    {
        switch (DispatchRules.For(queue.StateOf(deployment.JobStorage, deployment.JobId), lease.IsAlive(deployment.Owner)))
        {
            case DispatchAction.Create:
                Create(deployment);
                break;
            case DispatchAction.Cancel:
                rows.Deployments.Cancel(deployment, HangfireConsole);
                if (deployment.State != DeploymentState.Queued) Create(deployment);
                break;
        }
    }

    private void Create(Deployment deployment)
    {
        var job = queue.Create(deployment, deployment.ParentStorage == queue.StorageId ? deployment.ParentJob : null);
        rows.Deployments.SaveJob(deployment.Id, queue.StorageId, job);
        Log.Dispatched(log, "deployment", deployment.Project, deployment.Number, job);
    }

    private void LookRetired(Deployment deployment)
    {
        if (DispatchRules.For(queue.StateOf(deployment.JobStorage, deployment.JobId), driven: false) is DispatchAction.Leave) return;
        rows.Deployments.SaveJob(deployment.Id, queue.StorageId, queue.CreateRetire(deployment));
    }

    private void LookDeleting(Project project)
    {
        if (DispatchRules.For(queue.StateOf(project.JobStorage, project.JobId), driven: false) is DispatchAction.Leave) return;
        rows.Projects.SaveJob(project.Id, queue.StorageId, queue.CreateRemoval(project.Name));
    }
}
