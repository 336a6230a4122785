using SQLitePCL;

namespace Hangfire.Sqlite;

/// <summary>A prepared statement: bind in order, step, read columns by position; disposing makes it ready for the next use.</summary>
internal sealed class Statement(Database database, sqlite3_stmt compiled) : IDisposable
{
    private int bound;

    public Statement Bind(long value) => Bound(raw.sqlite3_bind_int64(compiled, ++bound, value));

    public Statement Bind(long? value) => value is { } number ? Bind(number) : Bound(raw.sqlite3_bind_null(compiled, ++bound));

    public Statement Bind(double value) => Bound(raw.sqlite3_bind_double(compiled, ++bound, value));

    public Statement Bind(string? value) =>
        Bound(value is null ? raw.sqlite3_bind_null(compiled, ++bound) : raw.sqlite3_bind_text(compiled, ++bound, value));

    /// <summary>True when there is a row to read.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(compiled);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) database.Check(result);
        return result == raw.SQLITE_ROW;
    }

    public void Run()
    {
        using (this) Step();
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(compiled, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(compiled, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public string Text(int column) => raw.sqlite3_column_text(compiled, column).utf8_to_string() ?? "";

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose()
    {
        raw.sqlite3_reset(compiled);
        if (bound > 0) raw.sqlite3_clear_bindings(compiled);
        bound = 0;
    }

    internal void Finish() => compiled.Dispose();

    private Statement Bound(int result)
    {
        if (result != raw.SQLITE_OK) database.Check(result);
        return this;
    }
}
