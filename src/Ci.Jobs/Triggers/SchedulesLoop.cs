using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Triggers;

/// <summary>Writes the schedules at the start, after every change of a project, and every ten minutes in case one was missed.</summary>
internal sealed class SchedulesLoop(Schedules schedules, ChangeFeed changes, TimeProvider time, ILogger<Schedules> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var changed = new WakeSignal(time);
        var listening = ListenAsync(changed, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                schedules.Write();
            }
            catch (Exception failure) when (failure is StorageException or BackgroundJobClientException or Hangfire.Storage.DistributedLockTimeoutException or Microsoft.Data.Sqlite.SqliteException)
            {
                Log.SchedulesFailed(log, failure.Message);
            }

            await WaitAsync(changed, stoppingToken);
        }

        await listening;
    }

    private async Task ListenAsync(WakeSignal changed, CancellationToken stop)
    {
        try
        {
            await foreach (var change in changes.Listen(stop))
            {
                if (change.Topic == Topics.Project(change.Project)) changed.Wake();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private static async Task WaitAsync(WakeSignal changed, CancellationToken stop)
    {
        try
        {
            await changed.WaitAsync(Interval, stop);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
