using Ci.Jobs.Traffic;
using Hangfire;

namespace Ci.Jobs.Deployments;

/// <summary>Stops an old slot once its time to be warm is over.</summary>
internal sealed class RetireJob(DeployRows rows, SlotContainer slots, ITraffic traffic)
{
    [JobDisplayName("Retire {0} #{1}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string project, int number, CancellationToken stop)
    {
        if (rows.Deployments.Find(project, number) is not { State: DeploymentState.Retired, WarmUntil: not null, Container: { } container } deployment) return;

        // Switched back, but killed before the rows said so: the watch finishes that first.
        if (traffic.Current.Find(project, deployment.Environment)?.Deployment == number) return;
        var settings = rows.Releases.Find(deployment.ReleaseId)!.Settings.Run;
        await slots.RemoveAsync(container, TimeSpan.FromSeconds(settings.StopSeconds), stop);
        rows.Deployments.Save(deployment with { WarmUntil = null });
        if (rows.Deployments.Live(deployment.ProjectId) is { Container: { } live }) await slots.KeepRunningAsync(live, stop);
    }
}
