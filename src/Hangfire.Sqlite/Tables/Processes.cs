namespace Hangfire.Sqlite.Tables;

/// <summary>The processes that have this file open, or had when they died.</summary>
internal static class Processes
{
    public static void Add(Database db, long owner, string name, long now) =>
        db.Prepare("INSERT INTO processes (owner, name, started_at) VALUES (?, ?, ?)").Bind(owner).Bind(name).Bind(now).Run();

    public static List<long> Others(Database db, long owner)
    {
        using var statement = db.Prepare("SELECT owner FROM processes WHERE owner <> ?").Bind(owner);
        var others = new List<long>();
        while (statement.Step()) others.Add(statement.Long(0));
        return others;
    }

    /// <summary>Forgets a process; the jobs it worked on wait again. Answers how many.</summary>
    public static int Bury(Database db, long owner)
    {
        db.Prepare("DELETE FROM processes WHERE owner = ?").Bind(owner).Run();
        db.Prepare("UPDATE queued SET owner = NULL, fence = NULL, fetched_at = NULL WHERE owner = ?").Bind(owner).Run();
        return db.Changes;
    }
}
