using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

public sealed class PostgreSqlContract : StorageContract, IClassFixture<PostgreSqlServer>
{
    public PostgreSqlContract(PostgreSqlServer server)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = $"test_{Guid.NewGuid():N}",
            QueuePollInterval = TimeSpan.FromMilliseconds(50),
        };
        Storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(server.ConnectionString, options), options);
        Differences = new Differences
        {
            Undeclared =
            [
                JobStorageFeatures.ExtendedApi, JobStorageFeatures.ProcessesInsteadOfComponents,
                JobStorageFeatures.Connection.GetUtcDateTime, JobStorageFeatures.Connection.GetSetContains,
                JobStorageFeatures.Connection.LimitedGetSetCount, JobStorageFeatures.Transaction.AcquireDistributedLock,
                JobStorageFeatures.Transaction.CreateJob, JobStorageFeatures.Transaction.SetJobParameter,
                JobStorageFeatures.Monitoring.AwaitingJobs, JobStorageFeatures.Monitoring.DeletedStateGraphs,
            ],
            RangesMayRepeatValues = false,
            ServesQueuesAsNamed = false,
            JobsComeWithParameters = false,
            UnknownJobsAreLeftAlone = false,
            OddIdsAreNobody = false,
            ListsScheduledOldestFirst = false,
            CountsRetries = false,
            LocksEndWithTheirConnection = false,
            LockPrefix = options.SchemaName + ":",
        };
    }

    protected override JobStorage Storage { get; }

    protected override Differences Differences { get; }
}
