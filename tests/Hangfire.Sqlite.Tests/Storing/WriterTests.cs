using Hangfire.Sqlite.Writing;
using Xunit;

namespace Hangfire.Sqlite.Tests.Storing;

public sealed class WriterTests : IDisposable
{
    private readonly JobFile file = new();
    private readonly Database database;
    private readonly LogSync sync;
    private readonly Writer writer;

    public WriterTests()
    {
        database = Database.Open(file.Path, TimeSpan.FromSeconds(5));
        database.Script("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE t (n INTEGER PRIMARY KEY)");
        sync = new LogSync(file.Path);
        writer = new Writer(database, sync);
    }

    [Fact]
    public void Work_that_fails_leaves_nothing_and_tells_why()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => writer.Run(
            db =>
            {
                Insert(db, 1);
                return Refuse();
            },
            Durability.Synced));

        Assert.Equal("no", failure.Message);
        Assert.Equal(0L, file.Query("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Callers_that_come_together_share_a_commit_and_one_that_fails_harms_no_other()
    {
        using var opened = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var first = Task.Run(() => writer.Run(
            db =>
            {
                entered.Set();
                opened.Wait();
                return Insert(db, 0);
            },
            Durability.Synced));
        entered.Wait();
        var others = Enumerable.Range(1, 20).Select(number => Task.Factory.StartNew(
            () => writer.Run(db => Insert(db, number) + (number == 7 ? Refuse() : 0), Durability.Synced),
            TaskCreationOptions.LongRunning)).ToList();
        await Ci.Testing.Eventually.TrueAsync(() => writer.Waiting == 20, "all callers to wait");
        var commits = sync.Committed;

        opened.Set();
        await first;
        await Task.WhenAll(others).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(commits + 2, sync.Committed);
        Assert.True(others[6].IsFaulted);
        Assert.Equal(19, others.Count(other => other.IsCompletedSuccessfully));
        Assert.Equal(20L, file.Query("SELECT COUNT(*) FROM t"));
        Assert.Null(file.Query("SELECT n FROM t WHERE n = 7"));
    }

    [Fact]
    public void What_others_may_see_is_told_after_the_commit()
    {
        var seen = -1L;

        writer.Run(db => Insert(db, 1), Durability.Soon, () => seen = (long)file.Query("SELECT COUNT(*) FROM t")!);

        Assert.Equal(1, seen);
    }

    [Fact]
    public void A_closed_writer_says_so()
    {
        writer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => writer.Run(db => Insert(db, 1), Durability.Synced));
    }

    public void Dispose()
    {
        writer.Dispose();
        sync.Dispose();
        file.Dispose();
    }

    private static int Insert(Database db, int number)
    {
        db.Prepare("INSERT INTO t (n) VALUES (?)").Bind((long)number).Run();
        return number;
    }

    private static int Refuse() => throw new InvalidOperationException("no");
}
