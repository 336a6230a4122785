using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Storage;

/// <summary>
/// A connection that its owner keeps for the same work again and again: statements that are run through <c>System.Data</c>, as Dapper does,
/// are compiled once. Used by one thread at a time.
/// </summary>
internal sealed class KeptConnection(string connectionString) : SqliteConnection(connectionString)
{
    private const int MaxKept = 100;
    private readonly Dictionary<string, SqliteCommand> kept = new(StringComparer.Ordinal);

    /// <summary>The command for this text, compiled if it ran before. Nobody else gets it until it is given back.</summary>
    internal SqliteCommand Take(string sql)
    {
        if (kept.Remove(sql, out var known)) return known;
        var command = CreateCommand();
        command.CommandText = sql;
        return command;
    }

    internal void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (kept.Count == MaxKept || !kept.TryAdd(command.CommandText, command)) command.Dispose();
    }

    protected override DbCommand CreateDbCommand() => new KeptCommand(this);
}
