namespace Hangfire.Sqlite.Tables;

/// <summary>Values with a score, each once a key, in the order of their first insertion.</summary>
internal static class Sets
{
    public const string Kind = "set";

    public static void Add(Database db, string key, string value, double score) =>
        db.Prepare("INSERT INTO sets (key, value, score) VALUES (?, ?, ?) ON CONFLICT (key, value) DO UPDATE SET score = excluded.score")
            .Bind(key).Bind(value).Bind(score).Run();

    public static void Remove(Database db, string key, string value)
    {
        db.Prepare("DELETE FROM sets WHERE key = ? AND value = ?").Bind(key).Bind(value).Run();
        if (!Exists(db, key)) Expirations.Persist(db, Kind, key);
    }

    public static void Clear(Database db, string key)
    {
        db.Prepare("DELETE FROM sets WHERE key = ?").Bind(key).Run();
        Expirations.Persist(db, Kind, key);
    }

    public static bool Exists(Database db, string key)
    {
        using var statement = db.Prepare("SELECT 1 FROM sets WHERE key = ? LIMIT 1").Bind(key);
        return statement.Step();
    }

    public static bool Contains(Database db, string key, string value)
    {
        using var statement = db.Prepare("SELECT 1 FROM sets WHERE key = ? AND value = ?").Bind(key).Bind(value);
        return statement.Step();
    }

    public static long Count(Database db, string key, long limit = long.MaxValue)
    {
        using var statement = db.Prepare("SELECT COUNT(*) FROM (SELECT 1 FROM sets WHERE key = ? LIMIT ?)").Bind(key).Bind(limit);
        statement.Step();
        return statement.Long(0);
    }

    public static List<string> All(Database db, string key) => Range(db, key, 0, int.MaxValue);

    /// <summary>Positions from and to are both included.</summary>
    public static List<string> Range(Database db, string key, int from, int to) =>
        Rows.Values(db.Prepare("SELECT value FROM sets WHERE key = ? ORDER BY id LIMIT ? OFFSET ?")
            .Bind(key).Bind(Rows.Count(from, to)).Bind(Math.Max(from, 0)));

    public static List<string> LowestScores(Database db, string key, (double From, double To) scores, int count) =>
        Rows.Values(db.Prepare("SELECT value FROM sets WHERE key = ? AND score BETWEEN ? AND ? ORDER BY score, id LIMIT ?")
            .Bind(key).Bind(scores.From).Bind(scores.To).Bind(Math.Max(count, 0)));
}
