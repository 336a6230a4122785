using Hangfire.Sqlite.Schema;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hangfire.Sqlite.Tests.Storing;

public sealed class OpeningTests : IDisposable
{
    private readonly JobFile file = new();

    [Fact]
    public void A_file_keeps_its_jobs_and_its_id()
    {
        var first = file.Open();
        var (storageId, job) = (first.StorageId, first.Enqueue("default"));
        first.Dispose();

        var second = file.Open();

        Assert.Equal(storageId, second.StorageId);
        Assert.Equal(job, second.TryFetch("default", TimeSpan.FromSeconds(5))?.JobId);
        Assert.NotEqual(job, second.Enqueue("default"));
    }

    [Fact]
    public void A_new_file_has_a_new_id_so_that_its_first_job_is_not_taken_for_an_old_one()
    {
        var first = file.Open();
        var (storageId, job) = (first.StorageId, first.Enqueue("default"));
        first.Dispose();
        File.Delete(file.Path);

        var second = file.Open();

        Assert.Equal(job, second.Enqueue("default"));
        Assert.NotEqual(storageId, second.StorageId);
    }

    [Fact]
    public void A_job_in_work_when_the_storage_is_closed_waits_at_the_next_start()
    {
        var first = file.Open();
        var job = first.Enqueue("default");
        Assert.NotNull(first.TryFetch("default", TimeSpan.FromSeconds(5)));
        first.Dispose();
        first.Dispose();

        Assert.Equal(job, file.Open().TryFetch("default", TimeSpan.FromSeconds(5))?.JobId);
    }

    [Fact]
    public void A_closed_storage_says_so()
    {
        var storage = file.Open();
        storage.Dispose();

        Assert.Throws<ObjectDisposedException>(() => storage.Enqueue("default"));
        Assert.Throws<ObjectDisposedException>(() => storage.GetMonitoringApi().GetStatistics());
    }

    [Fact]
    public void An_older_layout_is_upgraded_with_its_jobs_in_order()
    {
        file.Query(Layout.Text("0001_tables.sql"));
        file.Query(
            """
            INSERT INTO meta (name, value) VALUES ('storage_id', 'old'), ('next_job_id', 11);
            INSERT INTO jobs (id, parameters, created_at) VALUES (9, '{}', 0), (10, '{}', 0);
            INSERT INTO queued (queue, job_id) VALUES ('default', 10), ('default', 9);
            PRAGMA application_id = 0x48465351;
            PRAGMA user_version = 1
            """);

        var storage = file.Open();

        Assert.Equal("old", storage.StorageId);
        Assert.Equal("11", storage.Enqueue("default"));
        Assert.Equal(["10", "9", "11"], Enumerable.Range(0, 3).Select(_ => storage.TryFetch("default", TimeSpan.FromSeconds(5))?.JobId));
    }

    [Fact]
    public void A_newer_layout_is_refused()
    {
        file.Open().Dispose();
        file.Query("PRAGMA user_version = 99");

        var refused = Assert.Throws<InvalidOperationException>(() => file.Open());

        Assert.Contains("has layout 99", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Use the newer version again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_database_of_another_program_is_left_alone()
    {
        file.Query("CREATE TABLE theirs (n)");

        var refused = Assert.Throws<InvalidOperationException>(() => file.Open());

        Assert.Contains("another program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        File.WriteAllText(file.Path, new string('x', 10_000));

        var refused = Assert.Throws<SqliteException>(() => file.Open());

        Assert.Contains(file.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("damaged or not a SQLite database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var refused = Assert.Throws<SqliteException>(() => new SqliteStorage(Path.Combine(file.Folder, "none", "jobs.db")));

        Assert.Contains("Check that its folder exists", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_is_not_released_in_time_is_told()
    {
        var storage = file.Open(new SqliteStorageOptions { BusyTimeout = TimeSpan.FromSeconds(1) });
        using var other = new SqliteConnection($"Data Source={file.Path};Pooling=False");
        other.Open();
        using var holding = other.BeginTransaction(deferred: false);

        var refused = Assert.Throws<SqliteException>(() => storage.Enqueue("default"));
        Assert.Contains("locked by another process", refused.Message, StringComparison.Ordinal);

        holding.Rollback();
        storage.Enqueue("default");
    }

    [Fact]
    public void Many_open_one_new_file_at_once()
    {
        Parallel.For(0, 4, _ => file.Open().Enqueue("default"));

        Assert.Equal(4L, file.Query("SELECT COUNT(*) FROM queued"));
        Assert.Equal(4L, file.Query("SELECT COUNT(DISTINCT job_id) FROM queued"));
    }

    public void Dispose() => file.Dispose();
}
