using System.Diagnostics;
using Ci.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hangfire.Sqlite.Tests.Storing;

/// <summary>A small file system of its own, made and removed by mount: the tests run as root.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new("disk");

    public DiskTests() => Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder.Path);

    [Fact]
    public void A_full_disk_is_told_nothing_is_half_written_and_the_storage_goes_on_when_there_is_room()
    {
        using var storage = new SqliteStorage(folder.PathTo("jobs.db"));
        var promised = new List<string> { storage.Enqueue("default") };
        var working = storage.TryFetch("default", TimeSpan.FromSeconds(5))!;
        var ballast = folder.PathTo("ballast");
        Fill(ballast);

        var refused = Assert.Throws<SqliteException>(() => EnqueueUntilRefused(storage, promised));
        Assert.Contains("There is no room left for the job database", refused.Message, StringComparison.Ordinal);
        Assert.Throws<SqliteException>(() => storage.Enqueue("default"));
        working.Dispose();

        File.Delete(ballast);
        promised.Add(storage.Enqueue("default"));
        Assert.Equal(promised.Order(), promised.Select(_ => Take(storage)).ToList().Order());
        Assert.Equal(0, storage.GetMonitoringApi().EnqueuedCount("default"));
        Assert.Equal("ok", Check());
    }

    [Fact]
    public void A_read_only_disk_is_told()
    {
        new SqliteStorage(folder.PathTo("jobs.db")).Dispose();
        Run("mount", "-o", "remount,ro", folder.Path);

        var refused = Assert.Throws<SqliteException>(() => new SqliteStorage(folder.PathTo("jobs.db")));

        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Run("umount", "--lazy", folder.Path);
        folder.Dispose();
    }

    private static void EnqueueUntilRefused(SqliteStorage storage, List<string> promised)
    {
        while (promised.Count < 100_000) promised.Add(storage.Enqueue("default"));
    }

    private static string Take(SqliteStorage storage)
    {
        using var job = storage.TryFetch("default", TimeSpan.FromSeconds(10))!;
        job.RemoveFromQueue();
        return job.JobId;
    }

    private string? Check()
    {
        using var connection = new SqliteConnection($"Data Source={folder.PathTo("jobs.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)command.ExecuteScalar();
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path, 1, FileOptions.WriteThrough);
        try
        {
            while (true) file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
