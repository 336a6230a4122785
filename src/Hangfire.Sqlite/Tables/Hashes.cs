namespace Hangfire.Sqlite.Tables;

internal static class Hashes
{
    public const string Kind = "hash";

    public static void Set(Database db, string key, KeyValuePair<string, string?>[] entries)
    {
        foreach (var (field, value) in entries)
        {
            db.Prepare("INSERT INTO hashes (key, field, value) VALUES (?, ?, ?) ON CONFLICT (key, field) DO UPDATE SET value = excluded.value")
                .Bind(key).Bind(field).Bind(value).Run();
        }
    }

    public static void Clear(Database db, string key)
    {
        db.Prepare("DELETE FROM hashes WHERE key = ?").Bind(key).Run();
        Expirations.Persist(db, Kind, key);
    }

    public static bool Exists(Database db, string key)
    {
        using var statement = db.Prepare("SELECT 1 FROM hashes WHERE key = ? LIMIT 1").Bind(key);
        return statement.Step();
    }

    public static Dictionary<string, string?> All(Database db, string key)
    {
        using var statement = db.Prepare("SELECT field, value FROM hashes WHERE key = ?").Bind(key);
        var entries = new Dictionary<string, string?>();
        while (statement.Step()) entries[statement.Text(0)] = statement.TextOrNull(1);
        return entries;
    }

    public static string? Value(Database db, string key, string field)
    {
        using var statement = db.Prepare("SELECT value FROM hashes WHERE key = ? AND field = ?").Bind(key).Bind(field);
        return statement.Step() ? statement.TextOrNull(0) : null;
    }

    public static long Count(Database db, string key)
    {
        using var statement = db.Prepare("SELECT COUNT(*) FROM hashes WHERE key = ?").Bind(key);
        statement.Step();
        return statement.Long(0);
    }
}
