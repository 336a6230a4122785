using Ci.Jobs.Builds;
using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Triggers;

/// <summary>Amends verdicts with what the rules asked at a build's start said.</summary>
public sealed class VerdictStore(Database database, BuildStore builds, TimeProvider time)
{
    /// <summary>Puts later answers into the trace of the verdict the build came of; nothing for a build without one.</summary>
    public void Amend(Build build, IReadOnlyList<TriggerStep> steps) => database.Write(db => { Amend(db, build, steps, DeliveryVerdict.Built, reason: null); });

    /// <summary>Ends the build as skipped, and its verdict and delivery with it. Throws when the lease is lost.</summary>
    public void Skip(Build build, IReadOnlyList<TriggerStep> steps, string reason, string nextAction) => builds.Told(database.Write(db =>
    {
        var skipped = builds.FinishIn(db, build, BuildState.Skipped, reason, nextAction);
        Amend(db, build, steps, DeliveryVerdict.Skipped, reason);
        db.Execute(
            """
            UPDATE deliveries SET verdict = 'Skipped', reason = @reason
            WHERE id = @DeliveryId AND verdict = 'Built' AND NOT EXISTS (SELECT 1 FROM verdicts WHERE delivery_id = @DeliveryId AND verdict <> 'Skipped')
            """,
            new { reason, build.DeliveryId });
        return skipped;
    }));

    private void Amend(SqliteConnection db, Build build, IReadOnlyList<TriggerStep> steps, DeliveryVerdict verdict, string? reason)
    {
        if (db.QuerySingleOrDefault<Row>("SELECT trace, reason FROM verdicts WHERE build_id = @Id", build) is not { } row) return;
        IReadOnlyList<TriggerStep> trace = [.. row.Trace.Select(step => steps.FirstOrDefault(later => later.Rule == step.Rule) ?? step)];
        db.Execute(
            "UPDATE verdicts SET verdict = @verdict, reason = @reason, trace = @trace, judged_at = @now WHERE build_id = @Id",
            new { verdict = verdict.ToString(), reason = reason ?? (steps[^1].Paths is null ? row.Reason : steps[^1].Text), trace, build.Id, now = time.GetUtcNow() });
    }

    private sealed record Row
    {
        public required IReadOnlyList<TriggerStep> Trace { get; init; }

        public required string Reason { get; init; }
    }
}
