using Ci.Testing;
using Hangfire.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Hangfire.Sqlite.Tests.Processes;

public sealed class OwnerTests : IDisposable
{
    private readonly JobFile file = new();

    [Fact]
    public async Task A_job_of_a_killed_process_comes_back_within_seconds()
    {
        var storage = file.Open();
        var id = storage.Enqueue("default");
        using var other = OtherProcess.Start("fetch", file.Path, "default");
        Assert.Equal($"fetched {id}", await other.HearsAsync());
        Assert.Null(storage.TryFetch("default", TimeSpan.FromSeconds(1)));

        other.Kill();

        Assert.Equal(id, storage.TryFetch("default", TimeSpan.FromSeconds(10))?.JobId);
    }

    [Fact]
    public async Task A_job_of_a_stopped_process_stays_its_own_whatever_the_clock_says()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var storage = file.Open(new SqliteStorageOptions { TimeProvider = clock });
        var id = storage.Enqueue("default");
        using var other = OtherProcess.Start("fetch", file.Path, "default");
        Assert.Equal($"fetched {id}", await other.HearsAsync());

        other.Signal(ProcessSignal.Stop);
        clock.Advance(TimeSpan.FromDays(40));
        Assert.Null(storage.TryFetch("default", TimeSpan.FromSeconds(4)));
        other.Signal(ProcessSignal.Continue);
        await other.GoOnAsync();

        Assert.Equal($"acknowledged {id}", await other.HearsAsync());
        Assert.Equal(0L, file.Query("SELECT COUNT(*) FROM queued"));
    }

    [Fact]
    public async Task Clients_of_one_process_wake_the_workers_of_another()
    {
        var storage = file.Open();
        using var other = OtherProcess.Start("enqueue", file.Path);

        Assert.Equal("enqueued", await other.HearsAsync());

        Assert.NotNull(storage.TryFetch("default", TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_lock_excludes_other_processes_and_is_free_when_its_owner_dies()
    {
        var storage = file.Open();
        using var connection = storage.GetConnection();
        using var other = OtherProcess.Start("lock", file.Path, "resource");
        Assert.Equal("locked", await other.HearsAsync());
        Assert.Throws<DistributedLockTimeoutException>(() => connection.AcquireDistributedLock("resource", TimeSpan.FromMilliseconds(50)));

        other.Kill();

        connection.AcquireDistributedLock("resource", TimeSpan.FromSeconds(5)).Dispose();
    }

    [Fact]
    public async Task A_lock_freed_by_another_process_is_taken_by_who_waits()
    {
        var storage = file.Open();
        using var connection = storage.GetConnection();
        using var other = OtherProcess.Start("lock", file.Path, "resource");
        Assert.Equal("locked", await other.HearsAsync());
        var waiting = Task.Run(() => connection.AcquireDistributedLock("resource", TimeSpan.FromSeconds(30)));

        await other.GoOnAsync();

        (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    [Fact]
    public void Two_storages_of_one_process_keep_their_jobs_and_locks_apart()
    {
        var one = file.Open();
        var two = file.Open();
        var id = one.Enqueue("default");
        using var job = one.TryFetch("default", TimeSpan.FromSeconds(5));
        using var connection = one.GetConnection();
        using var taken = connection.AcquireDistributedLock("resource", TimeSpan.Zero);
        using var other = two.GetConnection();

        Assert.Equal(id, job?.JobId);
        Assert.Null(two.TryFetch("default", TimeSpan.FromSeconds(2)));
        Assert.Throws<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("resource", TimeSpan.Zero));

        one.Dispose();
        Assert.Equal(id, two.TryFetch("default", TimeSpan.FromSeconds(10))?.JobId);
    }

    public void Dispose() => file.Dispose();
}
