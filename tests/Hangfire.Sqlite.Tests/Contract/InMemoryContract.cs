using Hangfire.InMemory;
using Hangfire.Storage;

namespace Hangfire.Sqlite.Tests.Contract;

public sealed class InMemoryContract : StorageContract
{
    protected override JobStorage Storage { get; } = new InMemoryStorage();

    protected override Differences Differences { get; } = new()
    {
        Undeclared = [JobStorageFeatures.ProcessesInsteadOfComponents],
        SetsKeepInsertionOrder = false,
        RequeuedComesFirst = false,
        FetchedJobsStay = false,
        LocksOutlastCommit = false,
        KeepsLongExpiry = false,
        NoTtlSeconds = -0.001,
    };
}
