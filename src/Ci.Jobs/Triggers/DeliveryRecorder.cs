using Ci.Jobs.Builds;
using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Triggers;

/// <summary>Writes deliveries, their verdicts and the builds they start: all of one call or nothing, many calls in one commit.</summary>
public sealed class DeliveryRecorder(GroupCommit commits, BuildStore builds, TimeProvider time)
{
    private const int MaxRejected = 1000;
    private const int MaxRedeliveries = 100;

    /// <summary>Records a proven call; the task ends once it is durable. With <paramref name="offer"/>, what it would build is only offered.</summary>
    /// <exception cref="StorageException">Nothing was recorded.</exception>
    public Task<Recorded> RecordAsync(WebhookCall call, Received received, bool offer = false)
    {
        // What takes long is done before the one writer's turn.
        var kept = Kept.Of(call, received);
        return commits.RunAsync(batch => Known(batch.Db, call, received) ?? Record(batch, call, received, kept, offer));
    }

    /// <summary>Records a call that was not proven or not readable. Only the newest thousand of them are kept.</summary>
    public Task<Recorded> RejectAsync(string provider, string @event, Received received, string reason, int status) => commits.RunAsync(batch =>
    {
        var call = new WebhookCall(provider, @event, DeliveryId: null, IsPing: false, [], Ignored: null);
        var id = Insert(batch.Db, call, received, Kept.Of(call, received with { Body = default }), (DeliveryVerdict.Rejected, reason), status);
        batch.Db.Execute(
            """
            DELETE FROM deliveries WHERE verdict = 'Rejected' AND id <= (SELECT id FROM deliveries WHERE verdict = 'Rejected' ORDER BY id DESC LIMIT 1 OFFSET @MaxRejected)
            """,
            new { MaxRejected });
        return new Recorded(id, Duplicate: false, DeliveryVerdict.Rejected, reason, []);
    });

    /// <summary>Judges a delivery again by the rules of now. A push that was built already is not built again.</summary>
    /// <returns>What it started now; null when there is no such delivery or it was rejected.</returns>
    public Task<Recorded?> ReplayAsync(long id, string actor, string? project) => commits.RunAsync(batch =>
    {
        if (DeliveryStore.Find(batch.Db, id) is not { } delivery || delivery.Verdict == DeliveryVerdict.Rejected) return null;
        var call = new WebhookCall(delivery.Provider, delivery.Event, delivery.ProviderDeliveryId, delivery.Verdict == DeliveryVerdict.Ping, DeliveryStore.Content(batch.Db, id)!.Pushes, Ignored: null);
        if (call.Pushes.Count == 0) return new Recorded(id, Duplicate: false, delivery.Verdict, delivery.Reason, []);

        var judged = Judge(batch, call, delivery.Address, delivery.Proof).Where(one => project is null || one.Project.Name == project).ToList();
        if (judged.Count == 0) return new Recorded(id, Duplicate: false, delivery.Verdict, delivery.Reason, []);
        var before = BuildsOf(batch.Db, id);
        Start(batch.Db, id, [.. judged.Where(one => !HasBuild(batch.Db, id, one))], offer: false);
        var after = BuildsOf(batch.Db, id);
        var (verdict, reason) = after.Count > before.Count ? (DeliveryVerdict.Built, $"Started {Names(after)}.")
            // What its builds have come to since is told already.
            : before.Count > 0 ? (delivery.Verdict, delivery.Reason)
            : IntakeRules.Sum(call, delivery.Proof, judged, offer: false);
        batch.Db.Execute(
            "UPDATE deliveries SET verdict = @verdict, reason = @reason, replayed_at = @now, replayed_by = @actor WHERE id = @id",
            new { id, verdict = verdict.ToString(), reason, actor, now = time.GetUtcNow() });
        return new Recorded(id, Duplicate: false, verdict, reason, [.. after.Where(build => before.TrueForAll(old => old.Id != build.Id))]);
    });

    private Recorded? Known(SqliteConnection db, WebhookCall call, Received received)
    {
        if (call.DeliveryId is null) return null;
        var known = db.QuerySingleOrDefault<long?>(
            "SELECT id FROM deliveries WHERE provider = @Provider AND address = @Address AND provider_delivery_id = @DeliveryId", new { call.Provider, received.Address, call.DeliveryId });
        if (known is not { } id) return null;
        db.Execute(
            "INSERT INTO redeliveries (delivery_id, at, source) SELECT @id, @now, @Source WHERE (SELECT count(*) FROM redeliveries WHERE delivery_id = @id) < @MaxRedeliveries",
            new { id, now = time.GetUtcNow(), received.Source, MaxRedeliveries });
        return new Recorded(id, Duplicate: true, DeliveryStore.Find(db, id)!.Verdict, $"Duplicate of delivery {id}.", BuildsOf(db, id));
    }

    private Recorded Record(Batch batch, WebhookCall call, Received received, Kept kept, bool offer)
    {
        var judged = call.IsPing || call.Ignored is not null ? [] : Judge(batch, call, received.Address, received.Proof);
        var (verdict, reason) = IntakeRules.Sum(call, received.Proof, judged, offer);
        var id = Insert(batch.Db, call, received, kept, (verdict, reason), call.IsPing ? 200 : received.Source is null ? 0 : 202);
        Start(batch.Db, id, judged, offer);
        return new Recorded(id, Duplicate: false, verdict, reason, verdict == DeliveryVerdict.Built ? BuildsOf(batch.Db, id) : []);
    }

    private static List<Judged> Judge(Batch batch, WebhookCall call, string address, string proof)
    {
        var projects = batch.Once(KnownProject.List);
        var own = batch.Once(WebhookSecrets.ProjectsWithOwn);
        return
        [
            .. IntakeRules.Concerned(address, call.Pushes, projects).Select(pair => new Judged(pair.Project, pair.Push, TriggerRules.Judge(
                pair.Project, pair.Push, BuildStore.EarlierOf(batch.Db, pair.Project.Id, pair.Push),
                IntakeRules.Proof(pair.Project, call.Provider, address, proof, own.Contains(pair.Project.Id))))),
        ];
    }

    private void Start(SqliteConnection db, long delivery, IReadOnlyList<Judged> judged, bool offer)
    {
        foreach (var (project, push, verdict) in judged)
        {
            // Which other offers of the ref a push makes pointless, git tells when it is built: deliveries come in any order.
            if (verdict.Starts && push.PullRequest is null) OfferStore.Overtake(db, project.Id, push, delivery, look: offer);
            if (verdict.Starts && !offer) builds.Insert(db, project, IntakeRules.BuildOf(push, delivery));
            db.Execute(
                """
                INSERT INTO verdicts (delivery_id, project_id, ref, commit_hash, verdict, reason, trace, build_id, judged_at)
                VALUES (@delivery, @project, @Ref, @After, @state, @Reason, @Trace, (SELECT id FROM builds WHERE project_id = @project AND delivery_id = @delivery AND ref = @Ref), @now)
                ON CONFLICT (delivery_id, project_id, ref) DO UPDATE SET
                  verdict = excluded.verdict, reason = excluded.reason, trace = excluded.trace, build_id = excluded.build_id, judged_at = excluded.judged_at
                """,
                new
                {
                    delivery,
                    project = project.Id,
                    push.Ref,
                    After = IsTold(push, verdict) ? push.After : null,
                    state = (!verdict.Starts ? DeliveryVerdict.Skipped : offer ? DeliveryVerdict.Offered : DeliveryVerdict.Built).ToString(),
                    verdict.Reason,
                    verdict.Trace,
                    now = time.GetUtcNow(),
                });
        }
    }

    // Who could not prove to the project that the ref has the commit, or speaks of a pull request or of what was, leaves the ref's own push to be missed.
    private static bool IsTold(Push push, TriggerVerdict verdict) =>
        push.PullRequest is null && !verdict.Trace.Any(step => step is { Rule: IntakeRules.Signature or TriggerRules.NewCommit, Outcome: TriggerOutcome.Stopped });

    private long Insert(SqliteConnection db, WebhookCall call, Received received, Kept kept, (DeliveryVerdict Verdict, string Reason) result, int status)
    {
        var push = call.Pushes.Count > 0 ? call.Pushes[0] : null;
        return db.QuerySingle<long>(
            """
            INSERT INTO deliveries (provider, address, provider_delivery_id, event, actor, repository, ref, commit_hash, pushes, source, proof, headers, body, body_size,
                                    verdict, reason, status, received_at)
            VALUES (@Provider, @Address, @DeliveryId, @Event, @actor, @Repository, @Ref, @After, @Pushes, @Source, @Proof, @Headers, @Body, @Size,
                    @verdict, @Reason, @status, @now)
            RETURNING id
            """,
            new
            {
                call.Provider,
                received.Address,
                call.DeliveryId,
                call.Event,
                actor = push?.Pusher ?? received.Source ?? call.Provider,
                push?.Repository,
                push?.Ref,
                push?.After,
                kept.Pushes,
                received.Source,
                received.Proof,
                kept.Headers,
                kept.Body,
                received.Size,
                verdict = result.Verdict.ToString(),
                result.Reason,
                status,
                now = time.GetUtcNow(),
            });
    }

    private static bool HasBuild(SqliteConnection db, long delivery, Judged judged) => db.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM builds WHERE delivery_id = @delivery AND project_id = @Id AND ref = @Ref)", new { delivery, judged.Project.Id, judged.Push.Ref });

    private static string Names(IEnumerable<StartedBuild> started) => string.Join(", ", started.Select(build => $"{build.Project} #{build.Number}"));

    private static List<StartedBuild> BuildsOf(SqliteConnection db, long delivery) => db.Query<StartedBuild>(
        "SELECT b.id, p.name AS project, b.number FROM builds b JOIN projects p ON p.id = b.project_id WHERE b.delivery_id = @delivery ORDER BY p.name, b.number",
        new { delivery }).AsList();

    /// <summary>The parts of a call in the form they are written in.</summary>
    private sealed record Kept(string Pushes, string Headers, byte[]? Body)
    {
        public static Kept Of(WebhookCall call, Received received) =>
            new(DapperTypes.ToJson(call.Pushes), DapperTypes.ToJson(received.Headers), received.Body.IsEmpty ? null : BodyCodec.Pack(received.Body.Span));
    }
}
