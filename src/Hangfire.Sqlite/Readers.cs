using System.Collections.Concurrent;

namespace Hangfire.Sqlite;

/// <summary>Connections for reading, kept with their prepared statements. A reader sees the newest commit and blocks nobody.</summary>
internal sealed class Readers(string path, TimeSpan busyTimeout) : IDisposable
{
    private const int Kept = 16;

    private readonly ConcurrentBag<Database> idle = [];
    private volatile bool closed;

    /// <summary>Runs one query, or several that need not agree with each other.</summary>
    public T Read<T>(Func<Database, T> query)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqliteStorage));
        var database = idle.TryTake(out var known) ? known : Open();
        try
        {
            return query(database);
        }
        finally
        {
            if (closed || idle.Count >= Kept) database.Dispose();
            else idle.Add(database);
        }
    }

    /// <summary>Runs several queries on one snapshot.</summary>
    public T Snapshot<T>(Func<Database, T> queries) => Read(database =>
    {
        database.Run("BEGIN");
        try
        {
            return queries(database);
        }
        finally
        {
            database.Run("COMMIT");
        }
    });

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var database)) database.Dispose();
    }

    private Database Open()
    {
        var database = Database.Open(path, busyTimeout);
        database.Script("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY");
        return database;
    }
}
