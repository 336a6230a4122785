namespace Hangfire.Sqlite.Tables;

internal static class Counters
{
    /// <summary>Adds to the sum; a counter that has an expiry keeps the later one.</summary>
    public static void Add(Database db, string key, long value, long? expireAt = null) =>
        db.Prepare(
            """
            INSERT INTO counters (key, value, expire_at) VALUES (?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET value = value + excluded.value,
                expire_at = COALESCE(MAX(expire_at, excluded.expire_at), expire_at, excluded.expire_at)
            """).Bind(key).Bind(value).Bind(expireAt).Run();

    public static long Value(Database db, string key)
    {
        using var statement = db.Prepare("SELECT value FROM counters WHERE key = ?").Bind(key);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public static int RemoveExpired(Database db, long now, int limit)
    {
        db.Prepare("DELETE FROM counters WHERE key IN (SELECT key FROM counters WHERE expire_at <= ? LIMIT ?)").Bind(now).Bind(limit).Run();
        return db.Changes;
    }
}
