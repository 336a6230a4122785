using Hangfire.States;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Hangfire.Sqlite.Tests.Storing;

public sealed class ExpirationTests : IDisposable
{
    private readonly JobFile file = new();
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly Engine engine;
    private readonly SqliteStorage storage;

    public ExpirationTests()
    {
        var options = new SqliteStorageOptions { TimeProvider = clock, ExpirationBatch = 3 };
        storage = file.Open(options);
        engine = new Engine(file.Path, options);
    }

    [Fact]
    public void What_is_over_goes_and_the_rest_stays()
    {
        var (over, kept) = (Finish(TimeSpan.FromMinutes(5)), Finish(TimeSpan.FromMinutes(20)));
        storage.Write(transaction =>
        {
            transaction.AddToSet("over", "value");
            transaction.ExpireSet("over", TimeSpan.FromMinutes(5));
            transaction.SetRangeInHash("over", [new("field", "value")]);
            transaction.ExpireHash("over", TimeSpan.FromMinutes(5));
            transaction.InsertToList("over", "value");
            transaction.ExpireList("over", TimeSpan.FromMinutes(5));
            transaction.IncrementCounter("over", TimeSpan.FromMinutes(5));
            transaction.AddToSet("kept", "value");
            transaction.IncrementCounter("kept");
        });

        clock.Advance(TimeSpan.FromMinutes(10));
        RemoveAll();

        using var connection = (StorageConnection)storage.GetConnection();
        Assert.Null(connection.GetJobData(over));
        Assert.NotNull(connection.GetJobData(kept));
        Assert.Equal(0L, file.Query($"SELECT COUNT(*) FROM states WHERE job_id = {over}"));
        Assert.Equal((0, 0, 0, 0), (connection.GetSetCount("over"), connection.GetHashCount("over"), connection.GetListCount("over"), connection.GetCounter("over")));
        Assert.Equal((1, 1), (connection.GetSetCount("kept"), connection.GetCounter("kept")));
        Assert.Equal(-1, connection.GetSetTtl("over").TotalSeconds);
    }

    [Fact]
    public void A_batch_is_small()
    {
        for (var job = 0; job < 7; job++) Finish(TimeSpan.FromMinutes(5));
        clock.Advance(TimeSpan.FromMinutes(10));

        Assert.True(new Expiration(engine).RemoveBatch());

        Assert.Equal(4L, file.Query("SELECT COUNT(*) FROM jobs"));
        RemoveAll();
        Assert.Equal(0L, file.Query("SELECT COUNT(*) FROM jobs"));
    }

    [Fact]
    public void A_set_that_was_emptied_and_filled_again_does_not_expire()
    {
        storage.Write(transaction =>
        {
            transaction.AddToSet("set", "value");
            transaction.ExpireSet("set", TimeSpan.FromMinutes(5));
            transaction.RemoveFromSet("set", "value");
            transaction.AddToSet("set", "value");
        });

        clock.Advance(TimeSpan.FromMinutes(10));
        RemoveAll();

        Assert.Equal(1L, file.Query("SELECT COUNT(*) FROM sets"));
    }

    [Fact]
    public void A_server_that_beats_is_kept_and_a_silent_one_removed()
    {
        using var connection = storage.GetConnection();
        connection.AnnounceServer("beating", new Server.ServerContext());
        connection.AnnounceServer("silent", new Server.ServerContext());
        clock.Advance(TimeSpan.FromMinutes(10));
        connection.Heartbeat("beating");

        Assert.Equal(1, connection.RemoveTimedOutServers(TimeSpan.FromMinutes(5)));
        Assert.Equal("beating", Assert.Single(storage.GetMonitoringApi().Servers()).Name);
    }

    public void Dispose()
    {
        engine.Dispose();
        file.Dispose();
    }

    private string Finish(TimeSpan keep)
    {
        using var connection = storage.GetConnection();
        var id = connection.CreateExpiredJob(
            Common.Job.FromExpression(() => Jobs.Greet("x")), new Dictionary<string, string>(), clock.GetUtcNow().UtcDateTime, TimeSpan.FromDays(30));
        storage.Write(transaction =>
        {
            transaction.SetJobState(id, new SucceededState(null, 1, 1));
            transaction.ExpireJob(id, keep);
        });
        return id;
    }

    private void RemoveAll()
    {
        var expiration = new Expiration(engine);
        while (expiration.RemoveBatch())
        {
        }
    }
}
