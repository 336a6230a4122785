using Ci.Jobs.Containers;
using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;
using Ci.Jobs.Traffic;

namespace Ci.Jobs.Deployments;

/// <summary>After the switch: lets the old slot finish what it has, then the new release is Live and the old one Retired, but still warm.</summary>
internal sealed class SlotDrain(DeployRows rows, SlotContainer slots, ITraffic traffic, LogFolder logs, DrainLease lease)
{
    /// <summary>Drives one deployment from Switched to Live; takes up what an earlier server began.</summary>
    public async Task RunAsync(Deployment deployment, CancellationToken stop)
    {
        if (lease.IsAlive(deployment.Owner)) return;
        var owner = lease.Begin();
        try
        {
            if (rows.Deployments.Claim(deployment, owner) is not { } claimed) return;
            using var log = logs.Append(new LogKey(claimed.Project, LogKind.Deployment, claimed.Number));
            await DriveAsync(new DeploymentRun(claimed, rows.Deployments, log, lease.Time), stop);
        }
        catch (Exception failure) when (failure is OperationCanceledException or StorageException or LeaseLostException)
        {
            if (failure is not OperationCanceledException) Log.DrainFailed(lease.Log, deployment.Project, failure.Message);
        }
        finally
        {
            lease.End(owner);
        }
    }

    private async Task DriveAsync(DeploymentRun run, CancellationToken stop)
    {
        var settings = rows.Releases.Find(run.Deployment.ReleaseId)!.Settings.Deploy;
        if (run.Deployment.State == DeploymentState.Switched) run.Move(DeploymentState.Draining);
        Faults.At("draining");
        var previous = run.Deployment.PreviousId is { } id ? rows.Deployments.Find(id) : null;
        if (previous is { Slot: not null }) await DrainAsync(run, previous, settings.DrainTimeoutMs, stop);

        var warmUntil = previous is { State: DeploymentState.Live } && settings.ObserveMs > 0 ? lease.Time.GetUtcNow().AddMilliseconds(settings.ObserveMs) : lease.Time.GetUtcNow();
        var live = run.Deployment with { LiveAt = lease.Time.GetUtcNow(), Owner = null };
        rows.Deployments.Together(db =>
        [
            .. previous is { State: DeploymentState.Live }
                ? [rows.Deployments.MoveIn(db, previous with { WarmUntil = warmUntil, Owner = null }, DeploymentState.Retired, $"Replaced by release #{live.ReleaseNumber}.")]
                : Array.Empty<Deployment>(),
            rows.Deployments.MoveIn(db, live, DeploymentState.Live, $"Release #{live.ReleaseNumber} is live in {live.Slot}."),
        ]);
        run.Tell($"Release #{live.ReleaseNumber} is live in {live.Slot}.");
        if (previous is null) await KeepRunningAsync(live, stop);
        lease.Wake();
    }

    private async Task DrainAsync(DeploymentRun run, Deployment previous, int timeoutMs, CancellationToken stop)
    {
        run.Begin("Drain");
        var report = await traffic.DrainAsync(previous.Project, previous.Environment, previous.Slot!, previous.Number, TimeSpan.FromMilliseconds(timeoutMs), stop);
        var told = new SwitchReport(report.Finished, (long)report.Longest.TotalMilliseconds, report.Closed, report.Aborted);
        run.Save(run.Deployment with { Traffic = told });
        run.End($"{told.Drained} requests finished");
        run.Tell($"{previous.Slot} #{previous.ReleaseNumber} is drained: {told.Drained} requests finished, {told.SocketsClosed} connections closed, {told.Aborted} cut.");
    }

    private async Task KeepRunningAsync(Deployment live, CancellationToken stop)
    {
        try
        {
            await slots.KeepRunningAsync(live.Container!, stop);
        }
        catch (Exception failure) when (failure is EngineAwayException or Docker.DotNet.DockerApiException)
        {
            Log.WatchFailed(lease.Log, failure.Message);
        }
    }
}
