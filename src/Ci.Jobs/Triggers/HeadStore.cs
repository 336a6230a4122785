using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Dapper;

namespace Ci.Jobs.Triggers;

/// <summary>What is known of a repository's refs, in <c>ci.db</c>.</summary>
public sealed class HeadStore(Database database, TimeProvider time)
{
    /// <summary>Where the refs stood when they were last looked at.</summary>
    public IReadOnlyDictionary<string, string> Seen(Project project) => database.Read(db => db
        .Query<(string Ref, string Commit)>("SELECT ref, commit_hash FROM heads WHERE project_id = @Id", project)
        .ToDictionary(head => head.Ref, head => head.Commit, StringComparer.Ordinal));

    /// <summary>Where the refs stand by the last delivery and the last build of each, leaving out those that turned out to be overtaken.</summary>
    internal IReadOnlyDictionary<string, KnownRef> Known(Project project) => database.Read(db => db.Query<KnownRef>(
        """
        SELECT ref, max(told) AS told, max(delivery_id) AS delivery_id, max(built) AS built, max(build_number) AS build_number FROM (
          SELECT v.ref, v.commit_hash AS told, v.delivery_id, NULL AS built, 0 AS build_number, row_number() OVER (PARTITION BY v.ref ORDER BY v.delivery_id DESC) AS place
          FROM verdicts v LEFT JOIN builds b ON b.id = v.build_id
          WHERE v.project_id = @Id AND v.commit_hash IS NOT NULL AND coalesce(b.state, '') <> 'Superseded'
          UNION ALL
          SELECT ref, NULL, 0, commit_hash, number, row_number() OVER (PARTITION BY ref ORDER BY number DESC)
          FROM builds WHERE project_id = @Id AND deploys AND commit_hash IS NOT NULL AND state <> 'Superseded'
        ) newest WHERE place = 1 GROUP BY ref
        """,
        new { project.Id }).ToDictionary(known => known.Ref, StringComparer.Ordinal));

    /// <summary>Whether a delivery told the project of this commit of the ref, or a build has it, since the given ones.</summary>
    internal bool IsKnown(Project project, RemoteHead head, KnownRef? since) => database.Read(db => db.ExecuteScalar<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM verdicts WHERE project_id = @Id AND ref = @Ref AND commit_hash IN (@Commit, @TagObject) AND delivery_id >= @delivery)
            OR EXISTS (SELECT 1 FROM builds WHERE project_id = @Id AND ref = @Ref AND commit_hash IN (@Commit, @TagObject) AND deploys AND number >= @build)
        """,
        new { project.Id, head.Ref, head.Commit, head.TagObject, delivery = since?.DeliveryId ?? 0, build = since?.BuildNumber ?? 0 }));

    /// <summary>Keeps where the refs stand now; nothing when the project was deleted or given another repository meanwhile.</summary>
    public void Save(Project project, IReadOnlyDictionary<string, string> seen, IReadOnlyCollection<RemoteHead> heads)
    {
        var moved = heads.Where(head => seen.GetValueOrDefault(head.Ref) != head.Commit).ToList();
        var gone = seen.Keys.Except(heads.Select(head => head.Ref), StringComparer.Ordinal).ToList();
        database.Write(db =>
        {
            if (!db.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM projects WHERE id = @Id AND repository_url = @RepositoryUrl)", project)) return;
            foreach (var head in moved)
            {
                db.Execute(
                    "INSERT INTO heads (project_id, ref, commit_hash) VALUES (@Id, @Ref, @Commit) ON CONFLICT (project_id, ref) DO UPDATE SET commit_hash = excluded.commit_hash",
                    new { project.Id, head.Ref, head.Commit });
            }

            foreach (var reference in gone) db.Execute("DELETE FROM heads WHERE project_id = @Id AND ref = @reference", new { project.Id, reference });
            Looked(db, project, problem: null);
        });
    }

    public void SaveProblem(Project project, string problem) => database.Write(db => Looked(db, project, problem));

    private void Looked(Microsoft.Data.Sqlite.SqliteConnection db, Project project, string? problem) => db.Execute(
        "UPDATE projects SET looked_at = @now, look_problem = @problem WHERE id = @Id", new { project.Id, problem, now = time.GetUtcNow() });
}
