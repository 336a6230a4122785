using Ci.Testing;

namespace Hangfire.Sqlite.Tests.Contract;

public sealed class SqliteContract : StorageContract
{
    private readonly TemporaryFolder folder = new("hangfire");
    private readonly SqliteStorage storage;

    public SqliteContract() => storage = new SqliteStorage(folder.PathTo("jobs.db"));

    protected override JobStorage Storage => storage;

    protected override Differences Differences { get; } = new(
        SetsKeepInsertionOrder: true, RequeuedComesFirst: true, ShowsFetchedJobs: true, AcknowledgesInTransaction: true);

    public override void Dispose()
    {
        base.Dispose();
        folder.Dispose();
    }
}
