using Ci.Jobs.Storage;
using Dapper;
using Xunit;

namespace Ci.Jobs.Tests.Storage;

public sealed class GroupCommitTests : IDisposable
{
    private readonly StoreScene scene = new();
    private readonly GroupCommit commits;

    public GroupCommitTests()
    {
        commits = new GroupCommit(scene.Database);
        scene.Database.Write(db => { db.Execute("CREATE TABLE marks (n INTEGER PRIMARY KEY)"); });
    }

    [Fact]
    public async Task What_comes_together_is_committed_together_and_each_gets_its_own_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2000).Select(n => Task.Run(() => AddAsync(n))));

        Assert.Equal(Enumerable.Range(0, 2000), answers.Select(answer => answer.Number));
        Assert.Equal(2000, Count());
        Assert.True(answers.Select(answer => answer.Batch).Distinct().Count() < 2000);
    }

    [Fact]
    public async Task One_that_fails_takes_nothing_back_from_the_others()
    {
        await AddAsync(7);

        var failing = Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? AddAsync(100 + n) : commits.RunAsync<(int, Batch)>(batch =>
        {
            batch.Db.Execute("INSERT INTO marks VALUES (@n)", new { n = 500 + n });
            throw new InvalidOperationException("no");
        })).ToList();
        await Task.WhenAll(failing).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(10, failing.Count(task => task.IsCompletedSuccessfully));
        Assert.All(failing.Where(task => task.IsFaulted), task => Assert.IsType<InvalidOperationException>(task.Exception!.InnerException));
        Assert.Equal(11, Count());
        Assert.Equal(0, Count("WHERE n >= 500"));
    }

    [Fact]
    public async Task A_constraint_is_the_failure_of_one()
    {
        await AddAsync(1);

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => AddAsync(1));

        await AddAsync(2);
        Assert.Equal(2, Count());
    }

    [Fact]
    public async Task A_database_that_fails_tells_everybody_who_waits_and_goes_on_afterwards()
    {
        using (var other = scene.Another())
        {
            // Gone for now: the table that every change needs.
            other.Execute("ALTER TABLE marks RENAME TO hidden");
            var waiting = Enumerable.Range(0, 50).Select(AddAsync).ToList();
            await Task.WhenAll(waiting).ContinueWith(_ => { }, TaskScheduler.Default);
            Assert.All(waiting, task => Assert.IsType<StorageException>(task.Exception!.InnerException));
            other.Execute("ALTER TABLE hidden RENAME TO marks");
        }

        await AddAsync(1);
        Assert.Equal(1, Count());
    }

    public void Dispose() => scene.Dispose();

    private Task<(int Number, Batch Batch)> AddAsync(int number) => commits.RunAsync(batch =>
    {
        batch.Db.Execute("INSERT INTO marks VALUES (@number)", new { number });
        return (number, batch);
    });

    private int Count(string where = "") => scene.Database.Read(db => db.ExecuteScalar<int>($"SELECT count(*) FROM marks {where}"));
}
