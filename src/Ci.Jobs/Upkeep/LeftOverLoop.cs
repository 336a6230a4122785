using Ci.Jobs.Containers;
using Ci.Jobs.Storage;
using Microsoft.Extensions.Hosting;

namespace Ci.Jobs.Upkeep;

/// <summary>Looks for what was left over at the start and every ten seconds; without engine or database, the next time.</summary>
internal sealed class LeftOverLoop(LeftOvers leftOvers, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await leftOvers.RemoveAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is EngineAwayException or StorageException or Docker.DotNet.DockerApiException)
            {
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
