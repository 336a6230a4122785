namespace Hangfire.Sqlite.Tables;

/// <summary>
/// Jobs that wait in a queue (no owner) or are worked on (owner and fence). The fence is new for each fetch: only who fetched last
/// can acknowledge or give back.
/// </summary>
internal static class Queued
{
    public static void Add(Database db, string queue, long jobId) =>
        db.Prepare(
            """
            INSERT INTO queued (queue, number, job_id)
            VALUES (?, COALESCE((SELECT MAX(number) FROM queued WHERE queue = ?), 0) + 1, ?)
            """).Bind(queue).Bind(queue).Bind(jobId).Run();

    /// <summary>Takes the oldest waiting job of the first queue that has one.</summary>
    public static Claim? Take(Database db, string[] queues, (long Owner, long Fence) holder, long now)
    {
        foreach (var queue in queues)
        {
            using var statement = db.Prepare(
                """
                UPDATE queued SET owner = ?, fence = ?, fetched_at = ?
                WHERE queue = ? AND number = (SELECT number FROM queued WHERE queue = ? AND owner IS NULL ORDER BY number LIMIT 1)
                RETURNING number, job_id
                """).Bind(holder.Owner).Bind(holder.Fence).Bind(now).Bind(queue).Bind(queue);
            if (statement.Step()) return new Claim(queue, statement.Long(0), statement.Long(1), holder.Owner, holder.Fence);
        }
        return null;
    }

    public static bool Remove(Database db, Claim claim)
    {
        db.Prepare("DELETE FROM queued WHERE queue = ? AND number = ? AND owner = ? AND fence = ?")
            .Bind(claim.Queue).Bind(claim.Number).Bind(claim.Owner).Bind(claim.Fence).Run();
        return db.Changes > 0;
    }

    public static bool GiveBack(Database db, Claim claim)
    {
        db.Prepare("UPDATE queued SET owner = NULL, fence = NULL, fetched_at = NULL WHERE queue = ? AND number = ? AND owner = ? AND fence = ?")
            .Bind(claim.Queue).Bind(claim.Number).Bind(claim.Owner).Bind(claim.Fence).Run();
        return db.Changes > 0;
    }

    /// <summary>How many jobs wait in a queue; no more than the limit are counted.</summary>
    public static long Waiting(Database db, string queue, int limit)
    {
        using var statement = db.Prepare("SELECT COUNT(*) FROM (SELECT 1 FROM queued WHERE queue = ? AND owner IS NULL LIMIT ?)")
            .Bind(queue).Bind((long)limit);
        return statement.Step() ? statement.Long(0) : 0;
    }
}

/// <summary>What a fetch took.</summary>
internal sealed record Claim(string Queue, long Number, long JobId, long Owner, long Fence);
