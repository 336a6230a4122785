using Ci.Jobs.Builds;
using Ci.Jobs.Containers;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Upkeep;

/// <summary>Everything in the engine that carries a project's label.</summary>
internal sealed class ProjectParts(ContainerParts parts, SlotNetwork network, BuildStore builds, DeploymentStore deployments, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until no build or deployment of the project is being driven, for two minutes at most.</summary>
    public async Task WaitUntilIdleAsync(long projectId, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        while (IsBusy(projectId) && time.GetElapsedTime(since) < Patience) await Task.Delay(TimeSpan.FromMilliseconds(200), time, stop);
    }

    public async Task RemoveAsync(Project project, CancellationToken stop)
    {
        foreach (var container in await parts.ListAsync(project.Name, stop))
        {
            await parts.RemoveAsync(container.ID, TimeSpan.FromSeconds(container.State == "running" ? 10 : 0), stop);
        }

        await parts.RemoveVolumesAsync(project.Name, stop);
        await parts.RemoveImagesAsync(project.Name, stop);
        await network.RemoveAsync(project, stop);
    }

    private bool IsBusy(long projectId) =>
        builds.Open().Any(build => build.ProjectId == projectId && build.State == BuildState.Running)
        || deployments.Open().Any(row => row.ProjectId == projectId && row.State is not DeploymentState.Queued && row.Owner is not null);
}
