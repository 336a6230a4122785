using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Storage;

/// <summary>Forward-only migrations, embedded as <c>Storage/Migrations/NNNN_*.sql</c>.</summary>
internal static class Schema
{
    public static void Upgrade(string connectionString, string file)
    {
        var program = typeof(Schema).Assembly;
        RefuseNewer(connectionString, file, program);

        var result = DeployChanges.To.SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(program)
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageException($"The database {file} could not be upgraded at {result.ErrorScript?.Name}: {result.Error.Message}", result.Error);
        }
    }

    private static void RefuseNewer(string connectionString, string file, Assembly program)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        var journal = connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'SchemaVersions'") > 0;
        if (!journal) return;

        var known = program.GetManifestResourceNames().ToHashSet(StringComparer.Ordinal);
        var unknown = connection.Query<string>("SELECT ScriptName FROM SchemaVersions").FirstOrDefault(name => !known.Contains(name));
        if (unknown is not null)
        {
            throw new StorageException(
                $"The database {file} was written by a newer version of this program (it has {unknown}). Start that version, or restore the backup made before the upgrade.");
        }
    }
}
