using System.Globalization;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Traffic;
using Hangfire;
using Hangfire.Server;

namespace Ci.Jobs.Deployments;

/// <summary>Probes the candidate until the verdict; a healthy one gets the traffic, for a sick one the rollback follows.</summary>
internal sealed class HealthCheckJob(DeploymentDrive drive, DeployRows rows, Candidate candidate, ITraffic traffic, DeployFlow flow)
{
    [JobDisplayName("Health check {0} #{1}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string project, int number, PerformContext? context, CancellationToken stop)
    {
        var job = JobContext.Of(context);
        if (rows.Deployments.Find(project, number) is not { State: DeploymentState.CheckingHealth } deployment) return;
        await drive.RunAsync(deployment, job, (run, token) => flow.Docker.PersistAsync(() => CheckAsync(run, job, token), run.Tell, token), stop);
    }

    private async Task<bool> CheckAsync(DeploymentRun run, JobContext job, CancellationToken stop)
    {
        var release = rows.Releases.Find(run.Deployment.ReleaseId)!;
        var routed = traffic.Current.Find(run.Deployment.Project, run.Deployment.Environment);

        // The route file is the truth: a server killed after writing it has switched.
        if (routed?.Deployment != run.Deployment.Number)
        {
            run.Begin("Health check");
            if (await candidate.CheckAsync(run, release.Settings.Health, stop) is { } sick)
            {
                run.Move(DeploymentState.RollingBack, sick.Reason, sick.NextAction);
                flow.HandOn(run.Deployment, job);
                return true;
            }

            run.End("healthy");
            run.Begin("Switch");
            Faults.At("verdict");
            await SwitchAsync(run, stop);
            Faults.At("route-written");
        }

        Switched(run);
        return true;
    }

    private async Task SwitchAsync(DeploymentRun run, CancellationToken stop)
    {
        var deployment = run.Deployment;
        var table = await traffic.PointAsync(
            new SlotRoute(deployment.Project, deployment.Environment, deployment.Slot!, deployment.ReleaseNumber, deployment.Number, deployment.Host!, deployment.Port!.Value),
            stop);
        run.Tell(string.Create(CultureInfo.InvariantCulture, $"Requests go to {deployment.Slot} #{deployment.ReleaseNumber} now (route table {table.Version})."));
    }

    private void Switched(DeploymentRun run)
    {
        run.End();
        run.Save(run.Deployment with { SwitchedAt = run.Deployment.SwitchedAt ?? flow.Now });
        run.Move(DeploymentState.Switched);
        flow.Switched(run.Deployment);
    }
}
