using Ci.Jobs.Builds;
using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Triggers;

/// <summary>What waits for a decision, in <c>ci.db</c>.</summary>
public sealed class OfferStore(Database database)
{
    private const string Columns = "SELECT v.delivery_id, p.name AS project, v.ref, v.commit_hash, v.judged_at FROM verdicts v JOIN projects p ON p.id = v.project_id";

    /// <summary>Newest first.</summary>
    /// <param name="projectId">Null for all projects.</param>
    public IReadOnlyList<Offer> List(long? projectId = null) => database.Read(db => db.Query<Offer>(
        $"{Columns} WHERE v.verdict = 'Offered' AND p.deleting_at IS NULL AND (@projectId IS NULL OR v.project_id = @projectId) ORDER BY v.delivery_id DESC LIMIT 100",
        new { projectId }).AsList());

    /// <summary>Those of a started build's ref that were found before it started.</summary>
    internal IReadOnlyList<Offer> OfRef(Build build) => database.Read(db => db.Query<Offer>(
        $"{Columns} WHERE v.verdict = 'Offered' AND v.project_id = @ProjectId AND v.ref = @Ref AND v.judged_at < @StartedAt", build).AsList());

    /// <summary>Takes an offer away that nobody took up; its commit is built, or a newer one.</summary>
    internal void Close(long projectId, string reference, Offer offer) => database.Write(db =>
    {
        db.Execute(
            "UPDATE verdicts SET verdict = 'Skipped', reason = @Overtaken WHERE delivery_id = @DeliveryId AND project_id = @projectId AND ref = @reference AND verdict = 'Offered'",
            new { offer.DeliveryId, projectId, reference, Overtaken });
        CloseDelivery(db, offer.DeliveryId);
    });

    /// <summary>Takes away what a push, in an open transaction, makes pointless: all that a look saw before, and what the push itself began at or has.</summary>
    internal static void Overtake(SqliteConnection db, long projectId, Push push, long delivery, bool look)
    {
        var overtaken = db.Query<long>(
            """
            UPDATE verdicts SET verdict = 'Skipped', reason = @Overtaken
            WHERE project_id = @projectId AND ref = @Ref AND verdict = 'Offered' AND delivery_id < @delivery
              AND (@look OR commit_hash IN (@Before, @After)) RETURNING delivery_id
            """,
            new { projectId, push.Ref, push.Before, push.After, delivery, look, Overtaken }).AsList();
        foreach (var id in overtaken) CloseDelivery(db, id);
    }

    private static void CloseDelivery(SqliteConnection db, long id) => db.Execute(
        """
        UPDATE deliveries SET verdict = 'Skipped', reason = @Overtaken
        WHERE id = @id AND NOT EXISTS (SELECT 1 FROM verdicts WHERE delivery_id = @id AND verdict = 'Offered')
        """,
        new { id, Overtaken });

    private const string Overtaken = "A newer commit came before anybody decided.";
}
