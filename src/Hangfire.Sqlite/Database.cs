using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hangfire.Sqlite;

/// <summary>
/// One open connection and its prepared statements, used by one thread at a time. It talks to SQLite directly: a statement is
/// compiled once and costs about a microsecond a call.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3 handle;
    private readonly Dictionary<string, Statement> prepared = new(ReferenceEqualityComparer.Instance);

    private Database(string path, SqliteConnection connection)
    {
        Path = path;
        this.connection = connection;
        handle = connection.Handle!;
    }

    public string Path { get; }

    /// <summary>Opens the file, makes it if there is none, and waits up to the given time for locks of other processes.</summary>
    public static Database Open(string path, TimeSpan busyTimeout)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        var opening = new SqliteConnection(text.ToString());
        try
        {
            opening.Open();
            var database = new Database(path, opening);
            raw.sqlite3_busy_timeout(database.handle, (int)busyTimeout.TotalMilliseconds);
            return database;
        }
        catch (SqliteException e)
        {
            opening.Dispose();
            throw Failure.Of(path, e.SqliteErrorCode, e.SqliteExtendedErrorCode, e.Message);
        }
    }

    /// <summary>Rows changed since the connection was opened; equal before and after a piece of work: it wrote nothing.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(handle);

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    public bool IsReadOnly => raw.sqlite3_db_readonly(handle, "main") == 1;

    /// <summary>The statement for this text, ready to be bound. The text must be a literal: it is found by reference.</summary>
    public Statement Prepare(string sql)
    {
        if (prepared.TryGetValue(sql, out var known)) return known;
        Check(raw.sqlite3_prepare_v2(handle, sql, out var compiled));
        return prepared[sql] = new Statement(this, compiled);
    }

    public void Run(string sql)
    {
        using var statement = Prepare(sql);
        statement.Step();
    }

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Runs a text of several statements, without results.</summary>
    public void Script(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Copies from the log into the file what was committed when it began and no reader needs any more.</summary>
    public void Checkpoint()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        if (result != raw.SQLITE_BUSY) Check(result);
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Finish();
        connection.Dispose();
    }

    internal void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw Failure.Of(Path, result, raw.sqlite3_extended_errcode(handle), raw.sqlite3_errmsg(handle).utf8_to_string());
    }
}
