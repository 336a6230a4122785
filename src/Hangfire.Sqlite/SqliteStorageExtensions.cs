namespace Hangfire.Sqlite;

/// <summary>Puts the storage into Hangfire's configuration.</summary>
public static class SqliteStorageExtensions
{
    /// <summary>Makes a <see cref="SqliteStorage"/> on this file and uses it for all jobs. To be called once for a process and file.</summary>
    /// <param name="configuration">Hangfire's configuration.</param>
    /// <param name="path">The database file; it is made if there is none. Its folder must exist.</param>
    /// <param name="options">Defaults when null.</param>
    public static IGlobalConfiguration<SqliteStorage> UseSqliteStorage(
        this IGlobalConfiguration configuration, string path, SqliteStorageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.UseStorage(new SqliteStorage(path, options ?? new SqliteStorageOptions()));
    }
}
