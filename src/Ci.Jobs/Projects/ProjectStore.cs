using System.Collections.Frozen;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Projects;

/// <summary>Projects in <c>ci.db</c>.</summary>
public sealed class ProjectStore(Database database, ChangeFeed changes, TimeProvider time)
{
    private const string Columns = """
        SELECT id, name, repository_url, branch, settings, subnet, created_at, created_by, deleting_at, deleting_by, looked_at, look_problem, job_storage, job_id FROM projects
        """;

    private volatile Names? names;
    private int version;

    public Project? Find(string name) => database.Read(db => db.QuerySingleOrDefault<Project>($"{Columns} WHERE name = @name", new { name }));

    public Project? Find(long id) => database.Read(db => db.QuerySingleOrDefault<Project>($"{Columns} WHERE id = @id", new { id }));

    /// <summary>The project's id. Read once for many askers, until a project is added or removed; nobody else writes them while this server runs.</summary>
    public long? IdOf(string name)
    {
        // Taken before the rows are read: what is added meanwhile makes them old.
        var now = Volatile.Read(ref version);
        if (names is not { } known || known.Version != now)
            names = known = new Names(now, database.Read(db => db.Query<(string Name, long Id)>("SELECT name, id FROM projects")).ToFrozenDictionary(row => row.Name, row => row.Id, StringComparer.Ordinal));
        return known.Ids.TryGetValue(name, out var id) ? id : null;
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<Project> List() => database.Read(List);

    /// <summary>Those whose removal is under way.</summary>
    public IReadOnlyList<Project> Deleting() => database.Read(db => db.Query<Project>($"{Columns} WHERE deleting_at IS NOT NULL ORDER BY name").AsList());

    internal static IReadOnlyList<Project> List(SqliteConnection db) => db.Query<Project>($"{Columns} ORDER BY name").AsList();

    /// <summary>Adds a project whose values were validated.</summary>
    /// <returns>Null when the name is taken.</returns>
    public Project? Add(string name, string repositoryUrl, string branch, ProjectSettings settings, string actor)
    {
        var added = database.Write(db => db.Execute(
            """
            INSERT INTO projects (name, repository_url, branch, settings, created_at, created_by)
            VALUES (@name, @repositoryUrl, @branch, @settings, @now, @actor)
            ON CONFLICT (name) DO NOTHING
            """,
            new { name, repositoryUrl, branch, settings, actor, now = time.GetUtcNow() }));
        Interlocked.Increment(ref version);
        return added == 0 ? null : Told(name, "Added");
    }

    /// <summary>
    /// Changes what the next build does; builds in progress keep their own copy. Where the refs of another repository stood says nothing of
    /// the new one's.
    /// </summary>
    public Project? Change(string name, string repositoryUrl, string branch, ProjectSettings settings)
    {
        database.Write(db =>
        {
            db.Execute(
                "DELETE FROM heads WHERE project_id IN (SELECT id FROM projects WHERE name = @name AND repository_url <> @repositoryUrl)",
                new { name, repositoryUrl });
            db.Execute(
                "UPDATE projects SET repository_url = @repositoryUrl, branch = @branch, settings = @settings WHERE name = @name",
                new { name, repositoryUrl, branch, settings });
        });
        return Told(name, "Changed");
    }

    /// <summary>Stops new work and leaves the removal of containers, images and rows to its job.</summary>
    public void MarkDeleting(string name, string actor)
    {
        database.Write(db =>
        {
            db.Execute("UPDATE projects SET deleting_at = coalesce(deleting_at, @now), deleting_by = coalesce(deleting_by, @actor) WHERE name = @name", new { name, actor, now = time.GetUtcNow() });
        });
        Told(name, "Deleting");
    }

    /// <summary>Removes the project's rows; the last act of its deletion.</summary>
    public void Remove(Project project)
    {
        database.Write(db =>
        {
            db.Execute("DELETE FROM projects WHERE id = @Id", project);
            db.Execute("DELETE FROM secrets WHERE name = 'webhook/' || @Id", project);
        });
        Interlocked.Increment(ref version);
        changes.Raise(Topics.Project(project.Name), project.Name, "Deleted");
    }

    /// <summary>Gives the project the lowest free index of the address pool that is not below <paramref name="least"/>.</summary>
    public int AssignSubnet(long id, int least) => database.Write(db => db.QuerySingle<int>(
        """
        WITH RECURSIVE candidates (n) AS (SELECT @least UNION ALL SELECT n + 1 FROM candidates WHERE n < @least + 4096)
        UPDATE projects SET subnet = (SELECT n FROM candidates WHERE n NOT IN (SELECT subnet FROM projects WHERE subnet IS NOT NULL AND id <> @id) LIMIT 1)
        WHERE id = @id RETURNING subnet
        """,
        new { id, least }));

    public void SaveJob(long id, string storage, string job) => database.Write(db =>
    {
        db.Execute("UPDATE projects SET job_storage = @storage, job_id = @job WHERE id = @id", new { id, storage, job });
    });

    private Project? Told(string name, string what)
    {
        changes.Raise(Topics.Project(name), name, what);
        return Find(name);
    }

    private sealed record Names(int Version, FrozenDictionary<string, long> Ids);
}
