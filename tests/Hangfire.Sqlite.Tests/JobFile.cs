using Ci.Testing;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;

namespace Hangfire.Sqlite.Tests;

/// <summary>A database file of its own and storages on it.</summary>
internal sealed class JobFile : IDisposable
{
    private readonly TemporaryFolder folder = new("hangfire");
    private readonly List<SqliteStorage> opened = [];

    public string Folder => folder.Path;

    public string Path => folder.PathTo("jobs.db");

    public SqliteStorage Open(SqliteStorageOptions? options = null)
    {
        var storage = new SqliteStorage(Path, options ?? new SqliteStorageOptions());
        opened.Add(storage);
        return storage;
    }

    /// <summary>Looks at the file, or changes it, behind the storage's back.</summary>
    public object? Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        foreach (var storage in opened) storage.Dispose();
        folder.Dispose();
    }
}

internal static class Jobs
{
    public static void Greet(string name) => Console.Error.WriteLine(name);

    public static string Enqueue(this JobStorage storage, string queue)
    {
        using var connection = storage.GetConnection();
        var id = connection.CreateExpiredJob(
            Job.FromExpression(() => Greet("world")), new Dictionary<string, string>(), TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromHours(1));
        storage.Write(transaction => transaction.AddToQueue(queue, id));
        return id;
    }

    public static void Write(this JobStorage storage, Action<JobStorageTransaction> write)
    {
        using var connection = storage.GetConnection();
        using var transaction = (JobStorageTransaction)connection.CreateWriteTransaction();
        write(transaction);
        transaction.Commit();
    }

    public static IFetchedJob? TryFetch(this JobStorage storage, string queue, TimeSpan within)
    {
        using var connection = storage.GetConnection();
        using var cancellation = new CancellationTokenSource(within);
        try
        {
            return connection.FetchNextJob([queue], cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
