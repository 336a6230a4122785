using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Storage;

/// <summary>
/// <c>ci.db</c>, the product's own truth. Reads see a snapshot and never wait; writes are one immediate transaction each,
/// durable when the call returns (WAL, synchronous=FULL).
/// </summary>
public sealed class Database
{
    private readonly string file;
    private readonly string connectionString;
    private readonly Lock writing = new();

    /// <summary>Opens or creates the database and brings its schema up to this program's version.</summary>
    /// <exception cref="StorageException">The file is newer than the program, damaged, locked or not writable.</exception>
    public Database(DataDirectory data)
    {
        DapperTypes.Register();
        file = data.Database;
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, ForeignKeys = true }.ToString();
        MakePrivate();
        Guarded(() =>
        {
            using var connection = Open();
            Execute(connection, "PRAGMA journal_mode = WAL;");
            return 0;
        });
        Guarded(() => { Schema.Upgrade(connectionString, file); return 0; });
    }

    // Before SQLite opens it: the files beside it, made at once, get the same mode.
    private void MakePrivate()
    {
        try
        {
            File.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The database {file} cannot be opened: {failure.Message} Give the server's user write access to it and to its directory.", failure);
        }
    }

    /// <summary>Runs a query; nothing it does is a transaction of its own.</summary>
    /// <exception cref="StorageException">SQLite failed.</exception>
    public T Read<T>(Func<SqliteConnection, T> query) => Guarded(() =>
    {
        using var connection = Open();
        return query(connection);
    });

    /// <summary>Runs <paramref name="change"/> in one immediate transaction: all of it is durable on return, or none of it happened.</summary>
    /// <exception cref="StorageException">SQLite failed; nothing was written.</exception>
    public T Write<T>(Func<SqliteConnection, T> change) => Guarded(() =>
    {
        lock (writing)
        {
            using var connection = Open();
            return InTransaction(connection, change);
        }
    });

    /// <inheritdoc cref="Write{T}(Func{SqliteConnection, T})"/>
    public void Write(Action<SqliteConnection> change) => Write(connection =>
    {
        change(connection);
        return 0;
    });

    /// <summary>As <see cref="Write(Action{SqliteConnection})"/>, on a connection of <see cref="OpenKept"/>. After a failure it is not to be used again.</summary>
    internal void Write(KeptConnection connection, Action change) => Guarded(() =>
    {
        lock (writing)
        {
            return InTransaction(connection, _ =>
            {
                change();
                return 0;
            });
        }
    });

    /// <summary>A connection for who writes often. The caller closes it.</summary>
    internal KeptConnection OpenKept() => Guarded(() => Opened(new KeptConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString())));

    private SqliteConnection Open() => Opened(new SqliteConnection(connectionString));

    private static T Opened<T>(T connection)
        where T : SqliteConnection
    {
        connection.Open();
        Execute(connection, "PRAGMA synchronous = FULL;");
        return connection;
    }

    private static T InTransaction<T>(SqliteConnection connection, Func<SqliteConnection, T> change)
    {
        Execute(connection, "BEGIN IMMEDIATE;");
        try
        {
            var result = change(connection);
            Execute(connection, "COMMIT;");
            return result;
        }
        catch
        {
            RollBack(connection);
            throw;
        }
    }

    // A failed COMMIT (full disk) may have ended the transaction already; the first failure is the one worth telling.
    private static void RollBack(SqliteConnection connection)
    {
        try
        {
            Execute(connection, "ROLLBACK;");
        }
        catch (SqliteException)
        {
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failure) when (!IsConstraint(failure))
        {
            throw StorageException.From(failure, file);
        }
    }

    /// <summary>A unique index or foreign key said no: a verdict for the caller, not a fault of the storage.</summary>
    public static bool IsConstraint(SqliteException failure) => failure.SqliteErrorCode == 19;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
