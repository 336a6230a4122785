using Ci.Jobs.Pipeline;
using Ci.Jobs.Tests.Storage;
using Ci.Testing;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ci.Jobs.Tests.Pipeline;

public sealed class DispatcherLoopTests : IDisposable
{
    private readonly StoreScene stores = new();

    [Fact]
    public async Task A_queue_that_cannot_be_read_is_asked_again_and_stops_no_server()
    {
        var build = stores.AddBuild(stores.AddProject());
        stores.Builds.SaveJob(build.Id, "queue", "1");
        var queue = new BrokenQueue();
        var signal = new PipelineSignal(TimeProvider.System);
        using var lease = new Lease(stores.Data);
        var dispatcher = new Dispatcher(
            new DispatchedRows(stores.Builds, stores.Deployments, stores.Projects), new JobQueue(new BackgroundJobClient(queue), queue, new QueueIdentity("queue")),
            lease, TimeProvider.System, NullLogger<Dispatcher>.Instance);
        using var loop = new DispatcherLoop(dispatcher, signal, TimeProvider.System, NullLogger<Dispatcher>.Instance);

        await loop.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.GetAsync(
            () =>
            {
                signal.Wake();
                return Task.FromResult(loop.ExecuteTask!.IsFaulted ? throw loop.ExecuteTask.Exception : queue.Asked);
            },
            asked => asked > 1, "a second look", stop: TestContext.Current.CancellationToken);

        await loop.StopAsync(CancellationToken.None);
    }

    public void Dispose() => stores.Dispose();

    private sealed class BrokenQueue : JobStorage
    {
        public int Asked { get; private set; }

        public override IStorageConnection GetConnection()
        {
            Asked++;
            throw new SqliteException("disk I/O error", 10);
        }

        public override IMonitoringApi GetMonitoringApi() => throw new NotSupportedException();
    }
}
