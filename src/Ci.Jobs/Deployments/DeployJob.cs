using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Releases;
using Hangfire;
using Hangfire.Server;

namespace Ci.Jobs.Deployments;

/// <summary>Starts a release in the idle slot, beside the live one. The health check follows.</summary>
internal sealed class DeployJob(DeploymentDrive drive, DeployRows rows, SlotContainer slots, SlotNetwork network, DeployFlow flow)
{
    [JobDisplayName("Deploy {0} #{1}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string project, int number, PerformContext? context, CancellationToken stop)
    {
        var job = JobContext.Of(context);
        if (rows.Deployments.Find(project, number) is not { State: DeploymentState.Queued or DeploymentState.Starting } deployment) return;
        await drive.RunAsync(deployment, job, (run, token) => flow.Docker.PersistAsync(() => StartAsync(run, job, token), run.Tell, token), stop);
    }

    private async Task<bool> StartAsync(DeploymentRun run, JobContext job, CancellationToken stop)
    {
        var project = rows.Projects.Find(run.Deployment.ProjectId)!;
        var release = rows.Releases.Find(run.Deployment.ReleaseId)!;
        run.Begin("Start");
        var subnet = await network.EnsureAsync(project, run.Tell, stop);
        ChooseSlot(run, release, subnet);
        await ClearSlotAsync(run, release, stop);

        var started = await slots.StartAsync(run.Deployment, release, subnet, stop);
        Faults.At("slot-started");
        run.Tell($"Release #{release.Number} runs in {run.Deployment.Slot} at {run.Deployment.Host}:{run.Deployment.Port}.");
        run.Save(run.Deployment with { ContainerStartedAt = started });
        run.End($"release #{release.Number} in {run.Deployment.Slot}");
        run.Move(DeploymentState.CheckingHealth);
        flow.HandOn(run.Deployment, job);
        return true;
    }

    // The name is written before the container is made, so that a successor finds what a killed predecessor made.
    private void ChooseSlot(DeploymentRun run, Release release, Subnet subnet)
    {
        if (run.Deployment.Slot is not null) return;
        var live = rows.Deployments.Live(run.Deployment.ProjectId);
        var chosen = run.Deployment with { Slot = Slots.Idle(live?.Slot), PreviousId = live?.Id };
        run.Save(chosen with { Container = slots.Name(chosen), Host = subnet.Of(chosen.Slot), Port = release.Settings.Run.Port });
    }

    private async Task ClearSlotAsync(DeploymentRun run, Release release, CancellationToken stop)
    {
        foreach (var warm in rows.Deployments.Running().Where(row => row.WarmUntil is not null && row.ProjectId == run.Deployment.ProjectId))
        {
            run.Tell($"Deployment #{warm.Number} was still warm in {warm.Slot}; its slot is needed.");
            rows.Deployments.Save(warm with { WarmUntil = null });
        }

        await slots.ClearAsync(run.Deployment, run.Deployment.Container!, TimeSpan.FromSeconds(release.Settings.Run.StopSeconds), stop);
    }
}
