using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Triggers;

/// <summary>Deliveries in <c>ci.db</c>, committed together with the builds they start.</summary>
public sealed class DeliveryStore(Database database, BuildStore builds, ChangeFeed changes, TimeProvider time)
{
    private const string Columns = """
        SELECT id, provider, provider_delivery_id, event, repository, ref, before_commit, after_commit, actor, source, verdict, reason, received_at FROM deliveries
        """;

    public Delivery? Find(long id) => database.Read(db => db.QuerySingleOrDefault<Delivery>($"{Columns} WHERE id = @id", new { id }));

    /// <summary>
    /// Records a call and the builds its verdict starts, in one commit.
    /// </summary>
    /// <param name="call">The call, verified and read.</param>
    /// <param name="body">Its raw bytes.</param>
    /// <param name="source">Address it came from.</param>
    /// <param name="judge">Which projects it starts, decided on the projects of the same snapshot.</param>
    /// <returns>The delivery's id, whether it was there before, and its builds.</returns>
    public Recorded Record(WebhookCall call, byte[] body, string? source, Func<IReadOnlyList<Project>, Intake.Decision> judge)
    {
        var recorded = database.Write(db => Record(db, call, body, source, judge));
        foreach (var build in recorded.Builds) changes.Raise(Topics.Build(build.Project, build.Number), build.Project, nameof(BuildState.Queued));
        return recorded;
    }

    private Recorded Record(SqliteConnection db, WebhookCall call, byte[] body, string? source, Func<IReadOnlyList<Project>, Intake.Decision> judge)
    {
        var known = db.QuerySingleOrDefault<long?>(
            "SELECT id FROM deliveries WHERE provider = @Provider AND provider_delivery_id = @DeliveryId", call);
        if (known is { } id) return new Recorded(id, Duplicate: true, $"Duplicate of delivery {id}.", BuildsOf(db, id));

        var decision = judge(ProjectStore.List(db));
        var push = call.Pushes.Count > 0 ? call.Pushes[0] : null;
        var delivery = db.QuerySingle<long>(
            """
            INSERT INTO deliveries (provider, provider_delivery_id, event, repository, ref, before_commit, after_commit, actor, source, body, verdict, reason, received_at)
            VALUES (@Provider, @DeliveryId, @Event, @Repository, @Ref, @Before, @After, @Actor, @source, @body, @Verdict, @Reason, @now)
            RETURNING id
            """,
            new
            {
                call.Provider,
                call.DeliveryId,
                call.Event,
                push?.Repository,
                push?.Ref,
                push?.Before,
                push?.After,
                Actor = push?.Pusher ?? call.Provider,
                source,
                body,
                decision.Verdict,
                decision.Reason,
                now = time.GetUtcNow(),
            });
        foreach (var (project, build) in decision.Builds) builds.Insert(db, project, build with { DeliveryId = delivery });
        return new Recorded(delivery, Duplicate: false, decision.Reason, BuildsOf(db, delivery));
    }

    private static List<StartedBuild> BuildsOf(SqliteConnection db, long delivery) => db.Query<StartedBuild>(
        "SELECT b.id, p.name AS project, b.number FROM builds b JOIN projects p ON p.id = b.project_id WHERE b.delivery_id = @delivery ORDER BY p.name",
        new { delivery }).AsList();
}
