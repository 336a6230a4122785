using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Triggers;

/// <summary>Reads deliveries and their verdicts from <c>ci.db</c>.</summary>
public sealed class DeliveryStore(Database database)
{
    private const string Columns = """
        SELECT d.id, d.provider, d.address, d.provider_delivery_id, d.event, d.actor, d.repository, d.ref, d.commit_hash, d.source, d.proof, d.verdict, d.reason,
               d.status, d.body_size, d.received_at, d.replayed_at, d.replayed_by
        FROM deliveries d
        """;

    private const string Where = """
        WHERE (@Provider IS NULL OR d.provider = @Provider)
          AND (@Verdict IS NULL OR (d.verdict = @Verdict AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.delivery_id = d.id))
               OR EXISTS (SELECT 1 FROM verdicts v JOIN projects p ON p.id = v.project_id
                          WHERE v.delivery_id = d.id AND v.verdict = @Verdict AND (@Project IS NULL OR p.name = @Project)))
          AND (@Project IS NULL OR d.address = @Project
               OR EXISTS (SELECT 1 FROM verdicts v JOIN projects p ON p.id = v.project_id WHERE v.delivery_id = d.id AND p.name = @Project))
          AND (@Text IS NULL OR instr(lower(coalesce(d.commit_hash, '')), @Text) = 1 OR instr(lower(coalesce(d.ref, '')), @Text) > 0
               OR instr(lower(coalesce(d.repository, '')), @Text) > 0 OR instr(lower(d.actor), @Text) > 0 OR instr(lower(coalesce(d.provider_delivery_id, '')), @Text) > 0)
        """;

    private const string VerdictColumns = """
        SELECT v.delivery_id, p.name AS project, v.ref, v.verdict, v.reason, v.trace, v.judged_at, b.number AS build_number, b.state AS build_state
        FROM verdicts v JOIN projects p ON p.id = v.project_id LEFT JOIN builds b ON b.id = v.build_id
        """;

    public Delivery? Find(long id) => database.Read(db => Find(db, id));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Delivery> List(DeliveryFilter filter, int limit) => database.Read(db => db.Query<Delivery>(
        $"{Columns} {Where} AND (@Before IS NULL OR d.id < @Before) ORDER BY d.id DESC LIMIT @limit", Parameters(filter, limit)).AsList());

    /// <summary>How many the filter lets through, pages apart.</summary>
    public int Count(DeliveryFilter filter) => database.Read(db => db.ExecuteScalar<int>($"SELECT count(*) FROM deliveries d {Where}", Parameters(filter, 0)));

    /// <summary>How many there are of each verdict since an instant.</summary>
    public IReadOnlyDictionary<DeliveryVerdict, int> CountSince(DateTimeOffset since) => database.Read(db => db
        .Query<(DeliveryVerdict Verdict, int Count)>("SELECT verdict, count(*) FROM deliveries WHERE received_at >= @since GROUP BY verdict", new { since })
        .ToDictionary(row => row.Verdict, row => row.Count));

    /// <summary>The verdicts of these deliveries, by project.</summary>
    public IReadOnlyList<ProjectVerdict> Verdicts(params IReadOnlyList<long> deliveries) => database.Read(db => db.Query<ProjectVerdict>(
        $"{VerdictColumns} WHERE v.delivery_id IN @deliveries ORDER BY v.delivery_id, p.name, v.ref", new { deliveries }).AsList());

    /// <summary>The pushes read from these deliveries.</summary>
    public IReadOnlyDictionary<long, IReadOnlyList<Push>> Pushes(params IReadOnlyList<long> deliveries) => database.Read(db => db
        .Query<PushesRow>("SELECT id, pushes FROM deliveries WHERE id IN @deliveries", new { deliveries })
        .ToDictionary(row => row.Id, row => row.Pushes));

    /// <summary>The verdict that a build came of.</summary>
    public ProjectVerdict? VerdictOf(long buildId) => database.Read(db =>
        db.QueryFirstOrDefault<ProjectVerdict>($"{VerdictColumns} WHERE v.build_id = @buildId ORDER BY v.delivery_id LIMIT 1", new { buildId }));

    /// <summary>When the same call came again, oldest first.</summary>
    public IReadOnlyList<Redelivery> Redeliveries(long id) => database.Read(db =>
        db.Query<Redelivery>("SELECT at, source FROM redeliveries WHERE delivery_id = @id ORDER BY at LIMIT 100", new { id }).AsList());

    public DeliveryContent? Content(long id) => database.Read(db => Content(db, id));

    internal static Delivery? Find(SqliteConnection db, long id) => db.QuerySingleOrDefault<Delivery>($"{Columns} WHERE d.id = @id", new { id });

    internal static DeliveryContent? Content(SqliteConnection db, long id) =>
        db.QuerySingleOrDefault<Row>("SELECT pushes, headers, body FROM deliveries WHERE id = @id", new { id }) is { } row
            ? new DeliveryContent(row.Pushes, row.Headers, row.Body is null ? null : BodyCodec.Unpack(row.Body))
            : null;

    private static object Parameters(DeliveryFilter filter, int limit) => new
    {
        Verdict = filter.Verdict?.ToString(),
        filter.Project,
        filter.Provider,
        Text = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim().ToLowerInvariant(),
        filter.Before,
        limit,
    };

    private sealed record PushesRow
    {
        public required long Id { get; init; }

        public required IReadOnlyList<Push> Pushes { get; init; }
    }

    private sealed record Row
    {
        public required IReadOnlyList<Push> Pushes { get; init; }

        public required IReadOnlyList<HeaderLine> Headers { get; init; }

        public byte[]? Body { get; init; }
    }
}
