using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Ci.Jobs.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    private readonly StoreScene scene = new();

    private Database Database => scene.Database;

    [Fact]
    public void A_change_that_throws_in_the_middle_has_not_happened()
    {
        Assert.Throws<InvalidOperationException>(() => Database.Write(db =>
        {
            Put(db, "a", "1");
            throw new InvalidOperationException("in the middle");
        }));

        Assert.Empty(Names());
        Database.Write(db => Put(db, "b", "2"));
        Assert.Equal(["b"], Names());
    }

    [Fact]
    public void A_broken_rule_is_told_as_such_and_undoes_the_whole_change()
    {
        var failure = Assert.Throws<SqliteException>(() => Database.Write(db =>
        {
            Put(db, "a", "1");
            db.Execute("INSERT INTO builds (project_id, environment, number, trigger, actor, branch, settings, state, queued_at) VALUES (99, 'p', 1, 'Push', 'ann', 'main', '{}', 'Queued', 0)");
        }));

        Assert.True(Database.IsConstraint(failure));
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_reader_does_not_wait_and_sees_no_half_of_a_change()
    {
        IReadOnlyList<string> during = ["not read"];
        await Task.Run(() => Database.Write(db =>
        {
            Put(db, "a", "1");
            during = Task.Run(Names).GetAwaiter().GetResult();
            Put(db, "b", "2");
        }));

        Assert.Empty(during);
        Assert.Equal(["a", "b"], Names());
    }

    [Fact]
    public async Task Writers_of_several_threads_and_two_programs_lose_nothing()
    {
        var other = new Database(scene.Data);
        Database.Write(db => Put(db, "count", "0"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                (writer % 2 == 0 ? Database : other).Write(db =>
                {
                    var count = db.QuerySingle<int>("SELECT value FROM settings WHERE name = 'count'");
                    db.Execute("UPDATE settings SET value = @next WHERE name = 'count'", new { next = count + 1 });
                });
            }
        })));

        Assert.Equal("80", Database.Read(db => db.QuerySingle<string>("SELECT value FROM settings WHERE name = 'count'")));
    }

    [Fact]
    public async Task A_writer_waits_for_the_transaction_of_another_program_and_readers_do_not()
    {
        using var other = scene.Another();
        other.Execute("BEGIN IMMEDIATE");
        Put(other, "a", "theirs");

        var writing = Task.Run(() => Database.Write(db => db.Execute("UPDATE settings SET value = value || ' and ours' WHERE name = 'a'")));
        Assert.Empty(await Task.Run(Names));
        Assert.False(writing.IsCompleted);
        other.Execute("COMMIT");

        Assert.Equal(1, await writing);
        Assert.Equal("theirs and ours", Database.Read(db => db.QuerySingle<string>("SELECT value FROM settings WHERE name = 'a'")));
    }

    [Fact]
    public async Task Every_connection_is_durable_and_keeps_references()
    {
        // Several at once, so that the pool has to make new ones.
        using var together = new Barrier(4);
        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () => Database.Read(db =>
            {
                together.SignalAndWait(TimeSpan.FromSeconds(20));
                return (db.QuerySingle<string>("PRAGMA journal_mode"), db.QuerySingle<int>("PRAGMA synchronous"), db.QuerySingle<int>("PRAGMA foreign_keys"));
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.All(found, pragmas => Assert.Equal(("wal", 2, 1), pragmas));
        Database.Write(db => Assert.Equal(2, db.QuerySingle<int>("PRAGMA synchronous")));
    }

    [Fact]
    public void Opened_again_it_has_what_was_written()
    {
        Database.Write(db => Put(db, "a", "1"));

        var again = new Database(scene.Data);

        Assert.Equal("1", again.Read(db => db.QuerySingle<string>("SELECT value FROM settings WHERE name = 'a'")));
    }

    public void Dispose() => scene.Dispose();

    private static void Put(SqliteConnection db, string name, string value) => db.Execute("INSERT INTO settings (name, value) VALUES (@name, @value)", new { name, value });

    private IReadOnlyList<string> Names() => Database.Read(db => db.Query<string>("SELECT name FROM settings ORDER BY name").AsList());
}
