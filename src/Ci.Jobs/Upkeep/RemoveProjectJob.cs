using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Logs;
using Ci.Jobs.Traffic;
using Hangfire;

namespace Ci.Jobs.Upkeep;

/// <summary>Takes a deleted project away: first its traffic and work, then everything labelled as its own, at last its rows.</summary>
internal sealed class RemoveProjectJob(DeployRows rows, BuildStore builds, ITraffic traffic, ProjectParts parts, LogFolder logs)
{
    [JobDisplayName("Delete {0}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string project, CancellationToken stop)
    {
        if (rows.Projects.Find(project) is not { DeletingAt: not null } deleted) return;
        await traffic.RemoveAsync(project, stop);
        var actor = deleted.DeletingBy ?? "somebody";
        foreach (var build in builds.Open().Where(build => build.ProjectId == deleted.Id)) builds.Cancel(build, actor);
        foreach (var deployment in rows.Deployments.Open().Where(row => row.ProjectId == deleted.Id)) rows.Deployments.Cancel(deployment, actor);

        // Their drivers stop by themselves; what they make meanwhile would be left behind, so the rows stay until they are done.
        await parts.WaitUntilIdleAsync(deleted.Id, stop);
        await parts.RemoveAsync(deleted, stop);
        logs.Delete(project);
        rows.Projects.Remove(deleted);
    }
}
