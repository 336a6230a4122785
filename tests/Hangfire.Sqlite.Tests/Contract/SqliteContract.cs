using Ci.Testing;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

public sealed class SqliteContract : StorageContract
{
    private readonly TemporaryFolder folder = new("hangfire");
    private readonly SqliteStorage storage;

    public SqliteContract() => storage = new SqliteStorage(folder.PathTo("jobs.db"));

    protected override JobStorage Storage => storage;

    protected override Differences Differences { get; } = new();

    [Fact]
    public void A_job_whose_method_is_gone_tells_so_without_throwing()
    {
        var id = CreateJob();
        using (var file = new SqliteConnection($"Data Source={folder.PathTo("jobs.db")};Pooling=False"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = "UPDATE jobs SET method = 'Gone'";
            command.ExecuteNonQuery();
        }

        var data = Connection.GetJobData(id);

        Assert.NotNull(data.LoadException);
        Assert.Null(data.Job);
        Assert.Equal("Gone", data.InvocationData.Method);
        Assert.NotNull(Monitor.JobDetails(id).LoadException);
    }

    [Fact]
    public void Refusals_are_Hangfires_own_exceptions_and_no_others()
    {
        using var other = Storage.GetConnection();
        using var taken = other.AcquireDistributedLock("resource", TimeSpan.Zero);

        Assert.Throws<DistributedLockTimeoutException>(() => Connection.AcquireDistributedLock("resource", TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => Connection.FetchNextJob([], Soon));
    }

    public override void Dispose()
    {
        base.Dispose();
        folder.Dispose();
    }
}
