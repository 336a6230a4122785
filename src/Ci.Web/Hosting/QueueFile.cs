using Ci.Jobs.Storage;
using Hangfire.Sqlite;
using Microsoft.Data.Sqlite;

namespace Ci.Web.Hosting;

/// <summary><c>hangfire.db</c>, the queue. It holds nothing that <c>ci.db</c> does not, so a damaged one is put aside and begun anew.</summary>
internal static class QueueFile
{
    private const int Corrupt = 11, NotADatabase = 26;

    /// <exception cref="StorageException">The file is locked, read-only, newer than the program, or its disk is full.</exception>
    public static SqliteStorage Open(DataDirectory data, ILoggerFactory loggers)
    {
        var file = Path.Combine(data.Root, "hangfire.db");
        try
        {
            return Made(file);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is Corrupt or NotADatabase)
        {
            Log.QueueBegunAnew(loggers.CreateLogger(typeof(QueueFile)), file);
            PutAside(file);
            return Made(file);
        }
        catch (SqliteException failure)
        {
            throw StorageException.From(failure, file);
        }
        catch (InvalidOperationException refused)
        {
            throw new StorageException(refused.Message, refused);
        }
    }

    private static SqliteStorage Made(string file)
    {
        var storage = new SqliteStorage(file);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return storage;
    }

    private static void PutAside(string file)
    {
        SqliteConnection.ClearAllPools();
        foreach (var part in new[] { file, file + "-wal", file + "-shm" }.Where(File.Exists)) File.Move(part, part + ".damaged", overwrite: true);
    }
}
