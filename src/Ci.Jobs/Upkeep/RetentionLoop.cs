using Ci.Jobs.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Upkeep;

/// <summary>Removes what is past its retention, every hour.</summary>
internal sealed class RetentionLoop(DeliveryRetention deliveries, TimeProvider time, ILogger<DeliveryRetention> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    deliveries.Prune();
                }
                catch (StorageException failure)
                {
                    Triggers.Log.PruneFailed(log, failure.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
