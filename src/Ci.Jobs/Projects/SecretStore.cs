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

    /// <summary>Adds a new version; the one before it is good for <paramref name="overlap"/> more.</summary>
    public void Rotate(string name, string value, TimeSpan overlap, string actor) => database.Write(db =>
    {
        var now = time.GetUtcNow();
        db.Execute("UPDATE secrets SET expires_at = @until WHERE name = @name AND (expires_at IS NULL OR expires_at > @until)", new { name, until = now + overlap });
        db.Execute("DELETE FROM secrets WHERE name = @name AND expires_at <= @now AND version < (SELECT max(version) FROM secrets WHERE name = @name)", new { name, now });
        Insert(db, name, box.Seal(name, value), actor);
    });

    /// <summary>The versions that are good now, newest first.</summary>
    public IReadOnlyList<SecretVersion> Current(string name)
    {
        var now = time.GetUtcNow();
        return
        [
            .. database.Read(db => db.Query<Row>(
                "SELECT version, sealed, created_at, expires_at FROM secrets WHERE name = @name AND (expires_at IS NULL OR expires_at > @now) ORDER BY version DESC", new { name, now }).AsList())
                .Select(row => new SecretVersion(row.Version, box.Open(name, row.Sealed), row.CreatedAt, row.ExpiresAt)),
        ];
    }

    /// <summary>Removes every version.</summary>
    /// <returns>False when there was none.</returns>
    public bool Remove(string name) => database.Write(db => db.Execute("DELETE FROM secrets WHERE name = @name", new { name })) > 0;

    private sealed record Row
    {
        public required int Version { get; init; }

        public required string Sealed { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }
    }

    private void Insert(SqliteConnection db, string name, string value, string actor) => db.Execute(
        """
        INSERT INTO secrets (name, version, sealed, created_at, created_by)
        VALUES (@name, (SELECT coalesce(max(version), 0) + 1 FROM secrets WHERE name = @name), @value, @now, @actor)
        """,
        new { name, value, actor, now = time.GetUtcNow() });

    private static string? Newest(SqliteConnection db, string name) => db.QueryFirstOrDefault<string?>(
        "SELECT sealed FROM secrets WHERE name = @name ORDER BY version DESC LIMIT 1", new { name });
}
