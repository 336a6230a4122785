using Ci.Jobs.Storage;
using Dapper;

namespace Ci.Jobs.Upkeep;

/// <summary>
/// Removes deliveries that are older than the retention or too many. A forge may send one again for three days, and then it must be known,
/// so younger ones stay however many they are. Builds keep their own record.
/// </summary>
public sealed class DeliveryRetention(Database database, TimeProvider time)
{
    public const int KeepDays = 30, Keep = 10_000, KeepBodies = 2_000;
    private const int Together = 500;
    private static readonly TimeSpan Redelivered = TimeSpan.FromDays(3);

    /// <returns>How many went.</returns>
    public int Prune()
    {
        var now = time.GetUtcNow();
        var removed = 0;
        int some;
        do
        {
            some = database.Write(db => db.Execute(
                """
                DELETE FROM deliveries WHERE id IN (
                  SELECT id FROM deliveries
                  WHERE received_at < @old
                     OR (received_at < @known AND id <= (SELECT id FROM deliveries ORDER BY id DESC LIMIT 1 OFFSET @Keep))
                  LIMIT @Together)
                """,
                new { old = now.AddDays(-KeepDays), known = now - Redelivered, Keep, Together }));
            removed += some;
        }
        while (some == Together);
        database.Write(db =>
        {
            db.Execute(
                "UPDATE deliveries SET body = NULL WHERE body IS NOT NULL AND id <= (SELECT id FROM deliveries WHERE body IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET @KeepBodies)",
                new { KeepBodies });
        });
        return removed;
    }
}
