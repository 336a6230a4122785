using Dapper;

namespace Ci.Jobs.Storage;

/// <summary>Single values of the installation, such as its instance id.</summary>
public sealed class SettingStore(Database database)
{
    public string? Find(string name) => database.Read(db => db.ExecuteScalar<string?>("SELECT value FROM settings WHERE name = @name", new { name }));

    /// <summary>The stored value; made and stored first when there is none. Concurrent callers get the same one.</summary>
    public string GetOrMake(string name, Func<string> make) => Find(name) ?? database.Write(db =>
    {
        db.Execute("INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", new { name, value = make() });
        return db.ExecuteScalar<string>("SELECT value FROM settings WHERE name = @name", new { name })!;
    });

    public void Set(string name, string value) => database.Write(db =>
    {
        db.Execute("INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", new { name, value });
    });

    public void Remove(string name) => database.Write(db =>
    {
        db.Execute("DELETE FROM settings WHERE name = @name", new { name });
    });
}
