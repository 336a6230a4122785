using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

/// <summary>Hangfire asks a storage what it can before it uses it.</summary>
public abstract partial class StorageContract
{
    [Fact]
    public void The_features_known_of_the_storage_are_declared_and_no_others()
    {
        string[] all =
        [
            JobStorageFeatures.ExtendedApi, JobStorageFeatures.JobQueueProperty, JobStorageFeatures.ProcessesInsteadOfComponents,
            JobStorageFeatures.Connection.GetUtcDateTime, JobStorageFeatures.Connection.GetSetContains,
            JobStorageFeatures.Connection.LimitedGetSetCount, JobStorageFeatures.Connection.BatchedGetFirstByLowest,
            JobStorageFeatures.Transaction.AcquireDistributedLock, JobStorageFeatures.Transaction.CreateJob,
            JobStorageFeatures.Transaction.SetJobParameter,
            JobStorageFeatures.Monitoring.AwaitingJobs, JobStorageFeatures.Monitoring.DeletedStateGraphs,
        ];

        Assert.Equal(all.Except(Differences.Undeclared), all.Where(Storage.HasFeature));
        Assert.False(Storage.HasFeature("Unheard.Of"));
        Assert.Throws<ArgumentNullException>(() => Storage.HasFeature(null));
    }

    [Fact]
    public void Nothing_is_offered_to_servers_that_they_would_not_run()
    {
        if (Storage.HasFeature(JobStorageFeatures.ProcessesInsteadOfComponents))
        {
#pragma warning disable CS0618 // Asked for only by servers on a storage of the older kind.
            Assert.Empty(Storage.GetComponents());
#pragma warning restore CS0618
        }
        else
        {
            Assert.Empty(Storage.GetServerRequiredProcesses());
            Assert.Empty(Storage.GetStorageWideProcesses());
        }
    }

    /// <summary>
    /// Where the feature is declared it behaves so; where it is not, the first use of it is refused as Hangfire's base classes refuse
    /// it. Nothing is skipped: a wrong declaration fails either way.
    /// </summary>
    private void WhereDeclared(string feature, Action behaves)
    {
        if (Storage.HasFeature(feature))
        {
            behaves();
            return;
        }
        var refused = Assert.Throws<NotSupportedException>(behaves);
        Assert.Equal(JobStorageFeatures.GetNotSupportedException(feature).Message, refused.Message);
    }

    /// <summary>The same for what is asked of a monitor; without such features it may be of the older kind.</summary>
    private void WhereDeclared(string feature, Action<JobStorageMonitor> behaves)
    {
        if (Monitor is JobStorageMonitor monitor) WhereDeclared(feature, () => behaves(monitor));
        else Assert.False(Storage.HasFeature(feature), feature);
    }
}
