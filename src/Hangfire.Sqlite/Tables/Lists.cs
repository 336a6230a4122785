namespace Hangfire.Sqlite.Tables;

/// <summary>Values by position, the newest first.</summary>
internal static class Lists
{
    public const string Kind = "list";

    public static void Insert(Database db, string key, string? value) =>
        db.Prepare("INSERT INTO lists (key, value) VALUES (?, ?)").Bind(key).Bind(value).Run();

    public static void Remove(Database db, string key, string? value)
    {
        db.Prepare("DELETE FROM lists WHERE key = ? AND value IS ?").Bind(key).Bind(value).Run();
        if (!Exists(db, key)) Expirations.Persist(db, Kind, key);
    }

    /// <summary>Keeps the positions between two, both included.</summary>
    public static void Trim(Database db, string key, int from, int to)
    {
        db.Prepare(
            """
            DELETE FROM lists WHERE key = ? AND id NOT IN (SELECT id FROM lists WHERE key = ? ORDER BY id DESC LIMIT ? OFFSET ?)
            """).Bind(key).Bind(key).Bind(Rows.Count(from, to)).Bind(Math.Max(from, 0)).Run();
        if (!Exists(db, key)) Expirations.Persist(db, Kind, key);
    }

    public static void Clear(Database db, string key)
    {
        db.Prepare("DELETE FROM lists WHERE key = ?").Bind(key).Run();
        Expirations.Persist(db, Kind, key);
    }

    public static bool Exists(Database db, string key)
    {
        using var statement = db.Prepare("SELECT 1 FROM lists WHERE key = ? LIMIT 1").Bind(key);
        return statement.Step();
    }

    public static long Count(Database db, string key)
    {
        using var statement = db.Prepare("SELECT COUNT(*) FROM lists WHERE key = ?").Bind(key);
        statement.Step();
        return statement.Long(0);
    }

    public static List<string> Range(Database db, string key, int from, int to) =>
        Rows.Values(db.Prepare("SELECT value FROM lists WHERE key = ? ORDER BY id DESC LIMIT ? OFFSET ?")
            .Bind(key).Bind(Rows.Count(from, to)).Bind(Math.Max(from, 0)));
}
