using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hangfire.Sqlite;

/// <summary>Turns SQLite's result codes into sentences that say what happened and what to do.</summary>
internal static class Failure
{
    public static SqliteException Of(string path, int code, int extended, string detail) =>
        new($"{Sentence(path, code & 0xff, extended)} (SQLite: {detail}, code {extended})", code & 0xff, extended);

    private static string Sentence(string path, int code, int extended) => code switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            $"The job database '{path}' stayed locked by another process for longer than the busy time-out; nothing was written. Find the process that holds it.",
        raw.SQLITE_FULL => Full(path),
        raw.SQLITE_IOERR when extended is raw.SQLITE_IOERR_SHMSIZE => Full(path),
        raw.SQLITE_READONLY =>
            $"The job database '{path}' cannot be written: the file, its folder or the file system is read-only. Give this process write access to all three.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            $"The job database '{path}' is damaged or not a SQLite database. Restore a backup, or move the file away and restart: a new one is made.",
        raw.SQLITE_CANTOPEN =>
            $"The job database '{path}' cannot be opened. Check that its folder exists and that this process may write there.",
        raw.SQLITE_IOERR =>
            $"The disk failed while the job database '{path}' was read or written. Check the disk and the system log.",
        _ => $"The job database '{path}' refused a statement.",
    };

    private static string Full(string path) =>
        $"There is no room left for the job database '{path}'; nothing was written. Free space on its disk: the storage then goes on by itself.";
}
