using System.Collections.Concurrent;
using Ci.Testing;
using Hangfire.States;
using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

/// <summary>Hangfire itself on the storage: servers, workers, schedulers, filters.</summary>
public abstract partial class StorageContract
{
    private static readonly ConcurrentDictionary<string, int> Runs = new();

    public static void Run(string name) => Runs.AddOrUpdate(name, 1, (_, times) => times + 1);

    [AutomaticRetry(Attempts = 0)]
    public static void Fail(string name) => throw new InvalidOperationException(name);

    [Fact]
    public async Task A_server_runs_jobs_their_continuations_delayed_and_recurring_ones()
    {
        var (plain, child, delayed, recurring) = (Name(), Name(), Name(), Name());
        using var server = Serve("default");
        var client = new BackgroundJobClient(Storage);

        var parent = client.Enqueue(() => Run(plain));
        var last = client.ContinueJobWith(parent, () => Run(child));
        client.Schedule(() => Run(delayed), TimeSpan.FromMilliseconds(100));
        var manager = new RecurringJobManager(Storage);
        manager.AddOrUpdate("yearly", () => Run(recurring), Cron.Yearly());
        manager.Trigger("yearly");

        foreach (var name in (string[])[plain, child, delayed, recurring])
        {
            await Eventually.TrueAsync(() => Runs.ContainsKey(name), "the job to run");
        }
        await Eventually.TrueAsync(() => Connection.GetStateData(last)?.Name == "Succeeded", "the continuation to succeed");
        // A job has run before its state says so.
        await Eventually.TrueAsync(() => Monitor.GetStatistics().Succeeded == 4, "all four to have succeeded");
        Assert.Equal([1, 1, 1, 1], ((string[])[plain, child, delayed, recurring]).Select(name => Runs[name]));
        Assert.Equal("yearly", Assert.Single(Connection.GetRecurringJobs()).Id);
        await Eventually.TrueAsync(() => !HasJob("default"), "nothing to be left in the queue");
    }

    [Fact]
    public async Task A_job_that_throws_is_failed_and_its_child_waits_until_it_is_requeued_or_deleted()
    {
        using var server = Serve("default");
        var client = new BackgroundJobClient(Storage);
        var name = Name();
        var parent = client.Enqueue(() => Fail(name));
        var child = client.ContinueJobWith(parent, () => Run(name));

        await Eventually.TrueAsync(() => Connection.GetStateData(parent)?.Name == "Failed", "the job to fail");
        Assert.Equal(name, Monitor.FailedJobs(0, 1)[0].Value.ExceptionMessage);
        Assert.Equal("Awaiting", Connection.GetStateData(child).Name);

        Assert.True(client.Delete(parent));
        Assert.Equal("Deleted", Connection.GetStateData(child).Name);
        Assert.False(Runs.ContainsKey(name));
    }

    [Fact]
    public async Task Each_server_serves_its_own_queues()
    {
        using var builds = Serve("builds");
        var client = new BackgroundJobClient(Storage);
        var (here, elsewhere) = (Name(), Name());

        var waiting = client.Create(() => Run(elsewhere), new EnqueuedState("deployments"));
        client.Enqueue("builds", () => Run(here));
        await Eventually.TrueAsync(() => Runs.ContainsKey(here), "the job to run");
        Assert.Equal("Enqueued", Connection.GetStateData(waiting).Name);

        using var deployments = Serve("deployments");
        await Eventually.TrueAsync(() => Runs.ContainsKey(elsewhere), "the other job to run");
    }

    private static string Name() => Guid.NewGuid().ToString("N");

    private BackgroundJobServer Serve(params string[] queues) => new(
        new BackgroundJobServerOptions
        {
            Queues = queues,
            WorkerCount = 3,
            ServerName = queues[0],
            SchedulePollingInterval = TimeSpan.FromMilliseconds(200),
            StopTimeout = TimeSpan.FromSeconds(1),
        },
        Storage);
}
