using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Web.Access;

/// <summary>People in <c>ci.db</c>.</summary>
internal sealed class UserStore(Database database, TimeProvider time)
{
    private const string Columns = "SELECT id, name, password_hash, role, stamp, created_at, last_seen_at FROM users";

    public User? Find(string name) => database.Read(db => db.QuerySingleOrDefault<User>($"{Columns} WHERE name = @name", new { name }));

    public User? Find(long id) => database.Read(db => db.QuerySingleOrDefault<User>($"{Columns} WHERE id = @id", new { id }));

    /// <summary>By name.</summary>
    public IReadOnlyList<User> List() => database.Read(db => db.Query<User>($"{Columns} ORDER BY name").AsList());

    public bool HasAdmin() => database.Read(HasAdmin);

    /// <summary>Adds the first administrator.</summary>
    /// <returns>Null when there is one already: of several callers at once, one wins.</returns>
    public User? AddFirstAdmin(string name, string passwordHash) =>
        database.Write(db => HasAdmin(db) ? false : Insert(db, name, passwordHash, Role.Admin)) ? Find(name) : null;

    /// <returns>Null when the name is taken.</returns>
    public User? Add(string name, string passwordHash, Role role) =>
        database.Write(db => Insert(db, name, passwordHash, role)) ? Find(name) : null;

    /// <summary>Sets the password and ends every session of the person.</summary>
    public void ChangePassword(long id, string passwordHash) => database.Write(db =>
    {
        db.Execute("UPDATE users SET password_hash = @passwordHash, stamp = @stamp WHERE id = @id", new { id, passwordHash, stamp = NewStamp() });
    });

    public void Seen(long id) => database.Write(db =>
    {
        db.Execute("UPDATE users SET last_seen_at = @now WHERE id = @id", new { id, now = time.GetUtcNow() });
    });

    private static bool HasAdmin(SqliteConnection db) => db.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM users WHERE role = 'Admin')");

    private bool Insert(SqliteConnection db, string name, string passwordHash, Role role) => db.Execute(
        """
        INSERT INTO users (name, password_hash, role, stamp, created_at) VALUES (@name, @passwordHash, @role, @stamp, @now)
        ON CONFLICT (name) DO NOTHING
        """,
        new { name, passwordHash, role = role.ToString(), stamp = NewStamp(), now = time.GetUtcNow() }) > 0;

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}
