using Ci.Jobs.Pipeline;
using Ci.Jobs.Traffic;
using Hangfire;
using Hangfire.Server;

namespace Ci.Jobs.Deployments;

/// <summary>Takes a sick release away again. Before the switch the live slot was never touched; after it, traffic goes back first.</summary>
internal sealed class RollbackJob(DeploymentDrive drive, DeployRows rows, SlotContainer slots, ITraffic traffic, DeployFlow flow)
{
    [JobDisplayName("Roll back {0} #{1}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string project, int number, PerformContext? context, CancellationToken stop)
    {
        var job = JobContext.Of(context);
        if (rows.Deployments.Find(project, number) is not { State: DeploymentState.RollingBack } deployment) return;
        await drive.RunAsync(deployment, job, (run, token) => flow.Docker.PersistAsync(() => RollBackAsync(run, token), run.Tell, token), stop);
    }

    private async Task<bool> RollBackAsync(DeploymentRun run, CancellationToken stop)
    {
        run.Begin("Roll back");
        Faults.At("rolling-back");
        var deployment = run.Deployment;
        var release = rows.Releases.Find(deployment.ReleaseId)!;
        if (deployment.SwitchedAt is not null)
        {
            var drained = await traffic.DrainAsync(
                deployment.Project, deployment.Environment, deployment.Slot!, deployment.Number, TimeSpan.FromMilliseconds(release.Settings.Deploy.DrainTimeoutMs), stop);
            run.Tell($"{drained.Finished} requests finished, {drained.Closed} connections closed, {drained.Aborted} cut.");
        }

        if (deployment.Container is { } container)
        {
            run.Save(deployment with { LastOutput = await slots.TailAsync(container, stop) });
            await slots.RemoveAsync(container, TimeSpan.FromSeconds(release.Settings.Run.StopSeconds), stop);
        }

        var live = rows.Deployments.Live(deployment.ProjectId);
        run.End(live is null ? "nothing is live" : $"{live.Slot} #{live.ReleaseNumber} stays live");
        run.Tell(live is null ? "Nothing was live before, so nothing is live now." : $"Release #{live.ReleaseNumber} in {live.Slot} is live.");
        run.Save(run.Deployment with { Owner = null });
        run.Move(DeploymentState.RolledBack);
        return true;
    }
}
