using Ci.Jobs.Storage;
using Dapper;

namespace Ci.Jobs.Triggers;

/// <summary>Reads what waits for a decision from <c>ci.db</c>.</summary>
public sealed class OfferStore(Database database)
{
    /// <summary>Newest first.</summary>
    /// <param name="projectId">Null for all projects.</param>
    public IReadOnlyList<Offer> List(long? projectId = null) => database.Read(db => db.Query<Offer>(
        """
        SELECT v.delivery_id, p.name AS project, v.ref, v.commit_hash, v.judged_at FROM verdicts v JOIN projects p ON p.id = v.project_id
        WHERE v.verdict = 'Offered' AND p.deleting_at IS NULL AND (@projectId IS NULL OR v.project_id = @projectId) ORDER BY v.delivery_id DESC LIMIT 100
        """,
        new { projectId }).AsList());
}
