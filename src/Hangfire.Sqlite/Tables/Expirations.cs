namespace Hangfire.Sqlite.Tables;

/// <summary>When a whole set, hash or list goes away.</summary>
internal static class Expirations
{
    public static void Set(Database db, string kind, string key, long at)
    {
        if (!Exists(db, kind, key)) return;
        db.Prepare("INSERT INTO expirations (kind, key, expire_at) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET expire_at = excluded.expire_at")
            .Bind(kind).Bind(key).Bind(at).Run();
    }

    public static void Persist(Database db, string kind, string key) =>
        db.Prepare("DELETE FROM expirations WHERE kind = ? AND key = ?").Bind(kind).Bind(key).Run();

    public static long? At(Database db, string kind, string key)
    {
        using var statement = db.Prepare("SELECT expire_at FROM expirations WHERE kind = ? AND key = ?").Bind(kind).Bind(key);
        return statement.Step() ? statement.Long(0) : null;
    }

    public static int RemoveExpired(Database db, long now, int limit)
    {
        var over = new List<(string Kind, string Key)>();
        using (var statement = db.Prepare("SELECT kind, key FROM expirations WHERE expire_at <= ? LIMIT ?").Bind(now).Bind(limit))
        {
            while (statement.Step()) over.Add((statement.Text(0), statement.Text(1)));
        }
        foreach (var (kind, key) in over) Clear(db, kind, key);
        return over.Count;
    }

    private static bool Exists(Database db, string kind, string key) => kind switch
    {
        Sets.Kind => Sets.Exists(db, key),
        Hashes.Kind => Hashes.Exists(db, key),
        _ => Lists.Exists(db, key),
    };

    private static void Clear(Database db, string kind, string key)
    {
        if (kind == Sets.Kind) Sets.Clear(db, key);
        else if (kind == Hashes.Kind) Hashes.Clear(db, key);
        else Lists.Clear(db, key);
    }
}
