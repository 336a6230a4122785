using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Storage;

/// <summary>The data directory or database cannot be used; the message says why and what to do.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner)
{
    private const int Busy = 5, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    // What a full disk looks like to the first connection after a pause, which cannot make the file that connections share.
    private const int CannotShare = 4874;

    /// <summary>Puts SQLite's primary result code into a sentence with the next action.</summary>
    public static StorageException From(SqliteException failure, string file) => new(
        failure.SqliteErrorCode switch
        {
            Busy => $"The database {file} is locked by another program. Close it, then try again.",
            ReadOnly => $"The database {file} is read-only. Give the server's user write access to it and to its directory.",
            Corrupt or NotADatabase => $"The database {file} is damaged or not a database. Restore it from a backup; deployed applications are still served.",
            _ when failure.SqliteErrorCode == Full || failure.SqliteExtendedErrorCode == CannotShare => $"The disk with {file} is full. Free some space; the server goes on without a restart.",
            CannotOpen => $"The database {file} cannot be opened. Check that its directory exists and belongs to the server's user.",
            _ => $"The database {file} failed: {failure.Message}",
        },
        failure);
}
