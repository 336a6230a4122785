namespace Hangfire.Sqlite.Monitoring;

/// <summary>Which jobs are where.</summary>
internal static class JobLists
{
    public static List<long> InState(Database db, string state, (int From, int Count) page, bool newestFirst)
    {
        var statement = newestFirst
            ? db.Prepare("SELECT id FROM jobs WHERE state = ? AND state <> 'Enqueued' ORDER BY state_at DESC, id DESC LIMIT ? OFFSET ?")
            : db.Prepare("SELECT id FROM jobs WHERE state = ? AND state <> 'Enqueued' ORDER BY state_at, id LIMIT ? OFFSET ?");
        return Ids(statement.Bind(state).Bind(page.Count).Bind(page.From));
    }

    public static long CountInState(Database db, string state) =>
        One(db.Prepare("SELECT COUNT(*) FROM jobs WHERE state = ? AND state <> 'Enqueued'").Bind(state));

    public static List<long> Waiting(Database db, string queue, (int From, int Count) page) =>
        Ids(db.Prepare("SELECT job_id FROM queued WHERE queue = ? AND owner IS NULL ORDER BY number LIMIT ? OFFSET ?")
            .Bind(queue).Bind(page.Count).Bind(page.From));

    public static long CountWaiting(Database db, string queue) =>
        One(db.Prepare("SELECT COUNT(*) FROM queued WHERE queue = ? AND owner IS NULL").Bind(queue));

    public static List<(long Id, long FetchedAt)> Fetched(Database db, string queue, (int From, int Count) page)
    {
        using var statement = db.Prepare(
            "SELECT job_id, fetched_at FROM queued WHERE queue = ? AND owner IS NOT NULL ORDER BY number LIMIT ? OFFSET ?")
            .Bind(queue).Bind(page.Count).Bind(page.From);
        var jobs = new List<(long, long)>();
        while (statement.Step()) jobs.Add((statement.Long(0), statement.Long(1)));
        return jobs;
    }

    public static long CountFetched(Database db, string queue) =>
        One(db.Prepare("SELECT COUNT(*) FROM queued WHERE queue = ? AND owner IS NOT NULL").Bind(queue));

    public static long CountAllWaiting(Database db) => db.Number("SELECT COUNT(*) FROM queued WHERE owner IS NULL");

    /// <summary>Queues that hold jobs, and queues that some server serves.</summary>
    public static SortedSet<string> Queues(Database db)
    {
        var queues = new SortedSet<string>(Tables.Servers.All(db).SelectMany(server => server.Queues), StringComparer.Ordinal);
        using var statement = db.Prepare("SELECT DISTINCT queue FROM queued");
        while (statement.Step()) queues.Add(statement.Text(0));
        return queues;
    }

    private static List<long> Ids(Statement statement)
    {
        using (statement)
        {
            var ids = new List<long>();
            while (statement.Step()) ids.Add(statement.Long(0));
            return ids;
        }
    }

    private static long One(Statement statement)
    {
        using (statement) return statement.Step() ? statement.Long(0) : 0;
    }
}
