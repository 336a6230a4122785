using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Storage;

/// <summary>The transaction that several changes share.</summary>
public sealed class Batch
{
    private readonly Dictionary<Type, object> known;

    internal Batch(SqliteConnection db, Dictionary<Type, object> known) => (Db, this.known) = (db, known);

    public SqliteConnection Db { get; }

    /// <summary>What many changes read alike, read once until somebody else commits. Not for what one of them changes.</summary>
    public T Once<T>(Func<SqliteConnection, T> read)
        where T : class
    {
        if (known.TryGetValue(typeof(T), out var value)) return (T)value;
        var first = read(Db);
        known[typeof(T)] = first;
        return first;
    }
}
