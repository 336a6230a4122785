using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Storage;

/// <summary>The transaction that several changes share.</summary>
public sealed class Batch(SqliteConnection db)
{
    private readonly Dictionary<Type, object> known = [];

    public SqliteConnection Db => db;

    /// <summary>What the changes of one transaction read alike, read once. Not for what one of them changes.</summary>
    public T Once<T>(Func<SqliteConnection, T> read)
        where T : class
    {
        if (known.TryGetValue(typeof(T), out var value)) return (T)value;
        var first = read(db);
        known[typeof(T)] = first;
        return first;
    }
}
