using Ci.Jobs.Builds;
using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Releases;

/// <summary>Releases in <c>ci.db</c>.</summary>
public sealed class ReleaseStore(Database database, TimeProvider time)
{
    private const string Columns = """
        SELECT r.id, r.project_id, p.name AS project, r.number, r.build_id, r.image_id, r.image_tag, r.digest, r.settings, r.processes, r.created_at,
               b.commit_hash, b.commit_message, b.commit_author
        FROM releases r JOIN projects p ON p.id = r.project_id JOIN builds b ON b.id = r.build_id
        """;

    public Release? Find(long id) => database.Read(db => db.QuerySingleOrDefault<Release>($"{Columns} WHERE r.id = @id", new { id }));

    public Release? Find(string project, int number) => database.Read(db =>
        db.QuerySingleOrDefault<Release>($"{Columns} WHERE p.name = @project AND r.number = @number", new { project, number }));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Release> List(long projectId, int limit) => database.Read(db => db.Query<Release>(
        $"{Columns} WHERE r.project_id = @projectId ORDER BY r.number DESC LIMIT @limit", new { projectId, limit }).AsList());

    /// <summary>Records the build's release in an open transaction.</summary>
    internal long Insert(SqliteConnection db, Build build, ReleaseImage image) => db.QuerySingle<long>(
        """
        INSERT INTO releases (project_id, number, build_id, image_id, image_tag, settings, processes, created_at)
        VALUES (@ProjectId, @Number, @Id, @ImageId, @Tag, @Settings, @processes, @now)
        RETURNING id
        """,
        new { build.ProjectId, build.Number, build.Id, ImageId = image.Id, image.Tag, build.Settings, processes = (IReadOnlyList<string>)["web"], now = time.GetUtcNow() });
}
