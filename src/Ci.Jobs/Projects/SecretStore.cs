using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Projects;

/// <summary>Secrets in <c>ci.db</c>, sealed; versions are never changed.</summary>
public sealed class SecretStore(Database database, SecretBox box, TimeProvider time)
{
    /// <summary>The newest version's value; null when there is none.</summary>
    public string? Find(string name) => database.Read(db => Newest(db, name)) is { } stored ? box.Open(name, stored) : null;

    /// <summary>The newest version's value; made first when there is none. Concurrent callers get the same one.</summary>
    public string GetOrMake(string name, Func<string> make, string actor) => Find(name) ?? box.Open(name, database.Write(db =>
    {
        if (Newest(db, name) is { } stored) return stored;
        var value = box.Seal(name, make());
        Insert(db, name, value, actor);
        return value;
    }));

    /// <summary>Adds a new version.</summary>
    public void Set(string name, string value, string actor) => database.Write(db => { Insert(db, name, box.Seal(name, value), actor); });

    private void Insert(SqliteConnection db, string name, string value, string actor) => db.Execute(
        """
        INSERT INTO secrets (name, version, sealed, created_at, created_by)
        VALUES (@name, (SELECT coalesce(max(version), 0) + 1 FROM secrets WHERE name = @name), @value, @now, @actor)
        """,
        new { name, value, actor, now = time.GetUtcNow() });

    private static string? Newest(SqliteConnection db, string name) => db.QueryFirstOrDefault<string?>(
        "SELECT sealed FROM secrets WHERE name = @name ORDER BY version DESC LIMIT 1", new { name });
}
