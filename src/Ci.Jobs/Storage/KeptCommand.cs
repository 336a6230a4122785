using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Storage;

/// <summary>
/// A command of a <see cref="KeptConnection"/>: its text decides which compiled statement it is, and its end gives that back. The text comes
/// before the values, so a list as a value (<c>IN @ids</c>), for which Dapper changes the text afterwards, fails.
/// </summary>
internal sealed class KeptCommand(KeptConnection connection) : DbCommand
{
    private SqliteCommand? taken;

    private SqliteCommand Taken => taken ?? throw new InvalidOperationException("The command has no text yet.");

    [AllowNull]
    public override string CommandText
    {
        get => taken?.CommandText ?? "";
        set
        {
            if (taken is not null) connection.GiveBack(taken);
            taken = string.IsNullOrEmpty(value) ? null : connection.Take(value);
        }
    }

    public override int CommandTimeout
    {
        get => Taken.CommandTimeout;
        set => Taken.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => Taken.CommandType = value;
    }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    public override bool DesignTimeVisible { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("The command stays with its connection.");
    }

    protected override DbTransaction? DbTransaction
    {
        get => null;
        set => throw new NotSupportedException("Transactions are begun in SQL here.");
    }

    protected override DbParameterCollection DbParameterCollection => Taken.Parameters;

    public override int ExecuteNonQuery() => Taken.ExecuteNonQuery();

    public override object? ExecuteScalar() => Taken.ExecuteScalar();

    public override void Prepare() => Taken.Prepare();

    public override void Cancel() => Taken.Cancel();

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Taken.ExecuteReader(behavior);

    protected override void Dispose(bool disposing)
    {
        if (disposing) CommandText = null;
        base.Dispose(disposing);
    }
}
