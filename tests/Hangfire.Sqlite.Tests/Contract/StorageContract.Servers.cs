using Hangfire.Server;
using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

public abstract partial class StorageContract
{
    [Fact]
    public void A_server_is_announced_seen_and_removed()
    {
        Connection.AnnounceServer("one", new ServerContext { Queues = ["a", "b"], WorkerCount = 4 });

        var server = Assert.Single(Monitor.Servers());
        Assert.Equal(("one", 4), (server.Name, server.WorkersCount));
        Assert.Equal(["a", "b"], server.Queues);
        Assert.Equal(Now, server.Heartbeat!.Value, TimeSpan.FromMinutes(1));

        Connection.Heartbeat("one");
        Connection.RemoveServer("one");
        Assert.Empty(Monitor.Servers());
    }

    [Fact]
    public void A_server_that_is_gone_learns_so_from_its_heartbeat() =>
        Assert.Throws<BackgroundServerGoneException>(() => Connection.Heartbeat("nobody"));

    [Fact]
    public void Silent_servers_are_removed_and_others_stay()
    {
        Connection.AnnounceServer("one", new ServerContext());

        Assert.Equal(0, Connection.RemoveTimedOutServers(TimeSpan.FromHours(1)));
        Assert.Single(Monitor.Servers());
        Assert.Throws<ArgumentException>(() => Connection.RemoveTimedOutServers(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void A_lock_excludes_other_connections_until_it_is_freed()
    {
        using var other = Storage.GetConnection();
        var taken = Connection.AcquireDistributedLock("resource", TimeSpan.Zero);

        var refused = Assert.ThrowsAny<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("resource", TimeSpan.FromMilliseconds(20)));
        Assert.Equal(Differences.LockPrefix + "resource", refused.Resource);
        other.AcquireDistributedLock("another", TimeSpan.Zero).Dispose();

        taken.Dispose();
        other.AcquireDistributedLock("resource", TimeSpan.FromSeconds(5)).Dispose();
    }

    [Fact]
    public void A_connection_may_take_its_lock_again_and_frees_it_as_often()
    {
        using var other = Storage.GetConnection();
        var outer = Connection.AcquireDistributedLock("resource", TimeSpan.Zero);
        var inner = Connection.AcquireDistributedLock("resource", TimeSpan.Zero);

        inner.Dispose();
        Assert.ThrowsAny<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("resource", TimeSpan.Zero));

        outer.Dispose();
        other.AcquireDistributedLock("resource", TimeSpan.FromSeconds(5)).Dispose();
    }

    [Fact]
    public void A_closed_connection_frees_its_locks()
    {
        var other = Storage.GetConnection();
        other.AcquireDistributedLock("resource", TimeSpan.Zero);
        other.Dispose();

        if (Differences.LocksEndWithTheirConnection) Connection.AcquireDistributedLock("resource", TimeSpan.FromSeconds(5)).Dispose();
        else Assert.ThrowsAny<DistributedLockTimeoutException>(() => Connection.AcquireDistributedLock("resource", TimeSpan.Zero));
    }

    [Fact]
    public async Task A_waiting_connection_gets_the_lock_when_it_is_freed()
    {
        var taken = Connection.AcquireDistributedLock("resource", TimeSpan.Zero);
        using var other = Storage.GetConnection();
        var waiting = Task.Run(() => other.AcquireDistributedLock("resource", TimeSpan.FromSeconds(30)));

        taken.Dispose();

        (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    [Fact]
    public void A_transaction_holds_its_lock_until_it_is_disposed()
    {
        using var other = Storage.GetConnection();
        using (var transaction = (JobStorageTransaction)Connection.CreateWriteTransaction())
        {
            WhereDeclared(JobStorageFeatures.Transaction.AcquireDistributedLock, () =>
            {
                transaction.AcquireDistributedLock("resource", TimeSpan.Zero);
                transaction.AddToSet("set", "value");
                transaction.Commit();
                if (Differences.LocksOutlastCommit)
                    Assert.ThrowsAny<DistributedLockTimeoutException>(() => other.AcquireDistributedLock("resource", TimeSpan.Zero));
            });
        }
        other.AcquireDistributedLock("resource", TimeSpan.FromSeconds(5)).Dispose();
    }

    [Fact]
    public void The_clock_is_near() => WhereDeclared(
        JobStorageFeatures.Connection.GetUtcDateTime, () => Assert.Equal(Now, Connection.GetUtcDateTime(), TimeSpan.FromMinutes(1)));
}
