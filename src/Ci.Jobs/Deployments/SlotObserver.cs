using Ci.Jobs.Pipeline;
using Ci.Jobs.Traffic;

namespace Ci.Jobs.Deployments;

/// <summary>While the old slot is warm, watches the new one, and switches back at once when it stops or fails too many requests.</summary>
internal sealed class SlotObserver(DeployRows rows, SlotContainer slots, ITraffic traffic, PipelineSignal signal, SlotWatchClock clock)
{
    /// <returns>Whether anything is being observed.</returns>
    public async Task<bool> LookAsync(CancellationToken stop)
    {
        var running = rows.Deployments.Running();
        var observing = false;
        foreach (var live in running.Where(row => row.State == DeploymentState.Live))
        {
            var previous = running.FirstOrDefault(row => row.Id == live.PreviousId && row.WarmUntil is not null);
            if (previous is null) continue;
            observing = true;
            if (await WhySwitchBackAsync(live, previous, stop) is { } reason) await SwitchBackAsync(live, previous, reason, stop);
        }

        if (running.Any(row => row.WarmUntil <= clock.Now)) signal.Wake();
        return observing;
    }

    private async Task<string?> WhySwitchBackAsync(Deployment live, Deployment previous, CancellationToken stop)
    {
        // A server killed between the route and the rows has switched back already; the rows follow.
        if (traffic.Current.Find(live.Project, live.Environment)?.Deployment == previous.Number) return "Traffic was switched back before the server was restarted.";
        if (previous.WarmUntil <= clock.Now) return null;
        var settings = rows.Releases.Find(live.ReleaseId)!.Settings.Deploy;
        var numbers = traffic.Read().FirstOrDefault(slot => slot.Route.Project == live.Project && slot.Route.Deployment == live.Number);
        var state = await slots.StateAsync(live.Container!, stop);
        return RollbackRules.SwitchBack(state is { Running: true }, numbers?.Requests ?? 0, (numbers?.ServerErrors ?? 0) + (numbers?.FailedForwards ?? 0), settings);
    }

    private async Task SwitchBackAsync(Deployment live, Deployment previous, string reason, CancellationToken stop)
    {
        if (await slots.StateAsync(previous.Container!, stop) is not { Running: true }) return;
        Log.SwitchedBack(clock.Log, live.Project, live.Number, reason);
        await traffic.PointAsync(
            new SlotRoute(previous.Project, previous.Environment, previous.Slot!, previous.ReleaseNumber, previous.Number, previous.Host!, previous.Port!.Value), stop);
        Faults.At("switched-back");
        rows.Deployments.Together(db =>
        [
            rows.Deployments.MoveIn(db, live, DeploymentState.RollingBack, $"{reason} Release #{previous.ReleaseNumber} in {previous.Slot} took the traffic back.", "Read the container's last lines below, fix the cause and push again."),
            rows.Deployments.MoveIn(
                db, previous with { WarmUntil = null, LiveAt = clock.Now, Reason = null }, DeploymentState.Live, $"Release #{previous.ReleaseNumber} is live again in {previous.Slot}."),
        ]);
        signal.Wake();
    }
}
