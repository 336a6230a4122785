using System.Security.Cryptography;
using SQLitePCL;

namespace Hangfire.Sqlite.Schema;

/// <summary>Brings a file to the layout this version knows, in place and in one transaction, and refuses what it does not know.</summary>
internal static class Layout
{
    /// <summary>Marks the file as ours ("HFSQ").</summary>
    private const int ApplicationId = 0x48465351;

    private static readonly string[] Steps = ["0001_tables.sql", "0002_fewer_pages.sql"];

    public static void Prepare(Database database)
    {
        if (database.IsReadOnly) throw Failure.Of(database.Path, raw.SQLITE_READONLY, raw.SQLITE_READONLY, "opened read-only");
        var version = Version(database);
        UseLog(database);
        if (version == Steps.Length) return;

        database.Script("PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
        try
        {
            // Another process may have been faster.
            for (var step = Version(database); step < Steps.Length; step++) database.Script(Text(Steps[step]));
            if (version == 0) Found(database);
            database.Script($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Steps.Length}; COMMIT");
        }
        catch
        {
            if (database.InTransaction) database.Script("ROLLBACK");
            throw;
        }
    }

    // All of it from one moment: a file that another process has just made would otherwise pass for a foreign one.
    private static int Version(Database database)
    {
        if (database.InTransaction) return VersionNow(database);
        database.Script("BEGIN");
        try
        {
            return VersionNow(database);
        }
        finally
        {
            database.Script("COMMIT");
        }
    }

    private static int VersionNow(Database database)
    {
        var application = database.Number("PRAGMA application_id");
        var version = (int)database.Number("PRAGMA user_version");
        if (application != ApplicationId)
        {
            if (database.Number("SELECT COUNT(*) FROM sqlite_schema") == 0) return 0;
            throw new InvalidOperationException(
                $"The file '{database.Path}' is a SQLite database of another program. Name a file of its own for the jobs.");
        }
        if (version <= Steps.Length) return version;
        throw new InvalidOperationException(
            $"The job database '{database.Path}' has layout {version}, but this version of Hangfire.Sqlite knows layouts up to {Steps.Length}. Use the newer version again, or name another file.");
    }

    private static void UseLog(Database database)
    {
        using var statement = database.Prepare("PRAGMA journal_mode = WAL");
        statement.Step();
        var mode = statement.Text(0);
        if (mode != "wal")
        {
            throw new InvalidOperationException(
                $"The job database '{database.Path}' cannot use a write-ahead log (journal mode '{mode}'). Put it on a local disk.");
        }
    }

    private static void Found(Database database)
    {
        using var statement = database.Prepare(
            "INSERT OR IGNORE INTO meta (name, value) VALUES ('storage_id', ?), ('next_job_id', 1)");
        statement.Bind(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))).Step();
    }

    internal static string Text(string step)
    {
        using var stream = typeof(Layout).Assembly.GetManifestResourceStream("Hangfire.Sqlite.Schema." + step)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
