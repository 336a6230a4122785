using Ci.Jobs.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Pipeline;

/// <summary>Lets the dispatcher look after every signal, and every ten seconds in case one was missed.</summary>
internal sealed class DispatcherLoop(Dispatcher dispatcher, PipelineSignal signal, ILogger<Dispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

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
                await signal.WaitAsync(Interval, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
