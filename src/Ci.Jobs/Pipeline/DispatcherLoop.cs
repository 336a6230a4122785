using Ci.Jobs.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Pipeline;

/// <summary>Lets the dispatcher look after every signal, and every ten seconds in case one was missed.</summary>
internal sealed class DispatcherLoop(Dispatcher dispatcher, PipelineSignal signal, TimeProvider time, ILogger<Dispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // A flood of pushes is looked at some at a time, and leaves the processors to who takes them in.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                dispatcher.Look();
            }
            catch (Exception failure) when (failure is StorageException or LeaseLostException or Hangfire.BackgroundJobClientException or Microsoft.Data.Sqlite.SqliteException)
            {
                Log.LookFailed(log, failure.Message);
            }

            try
            {
                await Task.Delay(Pause, time, stoppingToken);
                await signal.WaitAsync(Interval, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
