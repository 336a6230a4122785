using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;
using Ci.Jobs.Traffic;
using Microsoft.Extensions.Hosting;

namespace Ci.Jobs.Deployments;

/// <summary>
/// Looks after slots once they have traffic, without holding a worker: drains the old one, observes the new one, and puts back what
/// a fault of engine or machine took away.
/// </summary>
internal sealed class SlotWatch(DeploymentStore deployments, SlotDrain drain, SlotObserver observer, SlotRepair repair, SlotWatchClock clock) : BackgroundService
{
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly Dictionary<long, Task> draining = [];
    private DateTimeOffset nextRepair;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var busy = false;
            try
            {
                busy = await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested && failure is StorageException or EngineAwayException or LeaseLostException or PipelineException or RouteFileException or Docker.DotNet.DockerApiException)
            {
                Log.WatchFailed(clock.Log, failure.Message);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await WaitAsync(busy ? Busy : Quiet, stoppingToken);
        }

        await Task.WhenAll(draining.Values);
    }

    private async Task<bool> LookAsync(CancellationToken stop)
    {
        foreach (var over in draining.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList()) draining.Remove(over);
        foreach (var deployment in deployments.Open().Where(row => row.State is DeploymentState.Switched or DeploymentState.Draining && !draining.ContainsKey(row.Id)))
        {
            draining[deployment.Id] = drain.RunAsync(deployment, stop);
        }

        var observing = await observer.LookAsync(stop);
        if (clock.Now >= nextRepair)
        {
            nextRepair = clock.Now + Quiet;
            await repair.LookAsync(stop);
        }

        return observing || draining.Count > 0;
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken stop)
    {
        try
        {
            await clock.Signal.WaitAsync(atMost, stop);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
