using Ci.Jobs.Containers;
using Ci.Jobs.Traffic;

namespace Ci.Jobs.Deployments;

/// <summary>
/// Puts rows, routes and containers in agreement: a live release runs, its route points at it, and a project without one is known to
/// the proxy all the same.
/// </summary>
internal sealed class SlotRepair(DeployRows rows, SlotContainer slots, SlotNetwork network, ITraffic traffic, SlotWatchClock clock)
{
    public async Task LookAsync(CancellationToken stop)
    {
        var open = rows.Deployments.Open();
        var running = rows.Deployments.Running();
        var live = running.Where(row => row.State == DeploymentState.Live).ToDictionary(row => row.ProjectId);
        foreach (var project in rows.Projects.List().Where(project => project.DeletingAt is null))
        {
            var route = traffic.Current.Find(project.Name);
            if (!live.TryGetValue(project.Id, out var deployment))
            {
                if (route is null && !open.Any(row => row.ProjectId == project.Id)) await traffic.PointAsync(SlotRoute.Nowhere(project.Name), stop);
                continue;
            }

            // A route may run ahead of the rows, to a candidate or back to a warm slot; one to anything else leads nowhere.
            var isGood = route is { Serves: true } && open.Concat(running).Any(row => row.ProjectId == project.Id && row.Number == route.Deployment && !(row.WarmUntil <= clock.Now));
            if (!isGood) await RestoreRouteAsync(deployment, stop);
        }

        // Containers last: the engine may be away, and routes need none.
        foreach (var deployment in live.Values) await RestoreContainerAsync(deployment, stop);
    }

    private async Task RestoreRouteAsync(Deployment live, CancellationToken stop)
    {
        await traffic.PointAsync(new SlotRoute(live.Project, live.Environment, live.Slot!, live.ReleaseNumber, live.Number, live.Host!, live.Port!.Value), stop);
        Log.RouteRestored(clock.Log, live.Project, live.Number);
    }

    private async Task RestoreContainerAsync(Deployment live, CancellationToken stop)
    {
        var project = rows.Projects.Find(live.ProjectId)!;
        await network.EnsureAsync(project, _ => { }, stop);
        if (await slots.StateAsync(live.Container!, stop) is { Running: true } or { Restarting: true }) return;
        if (!await slots.RestartAsync(live.Container!, stop))
        {
            await slots.StartAsync(live, rows.Releases.Find(live.ReleaseId)!, await network.EnsureAsync(project, _ => { }, stop), stop);
        }

        await slots.KeepRunningAsync(live.Container!, stop);
        Log.Restarted(clock.Log, live.Project);
    }
}
