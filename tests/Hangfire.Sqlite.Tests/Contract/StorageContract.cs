using Hangfire.Common;
using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

/// <summary>What Hangfire expects of a storage, said once and asked of ours and of others, so that the suite is tested too.</summary>
public abstract partial class StorageContract : IDisposable
{
    private readonly Lazy<JobStorageConnection> connection;

    protected StorageContract() => connection = new(() => (JobStorageConnection)Storage.GetConnection());

    protected abstract JobStorage Storage { get; }

    protected abstract Differences Differences { get; }

    protected JobStorageConnection Connection => connection.Value;

    protected IMonitoringApi Monitor => Storage.GetMonitoringApi();

    protected static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    protected CancellationToken Soon { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public virtual void Dispose()
    {
        if (connection.IsValueCreated) connection.Value.Dispose();
        (Storage as IDisposable)?.Dispose();
    }

    public static void Greet(string name) => Assert.NotNull(name);

    protected static Job Greeting(string name = "world", string? queue = null) =>
        Job.FromExpression(() => Greet(name), queue);

    protected string CreateJob(string name = "world") => Connection.CreateExpiredJob(
        Greeting(name), new Dictionary<string, string> { ["Culture"] = "en" }, Now, TimeSpan.FromHours(1));

    protected void InTransaction(Action<JobStorageTransaction> write)
    {
        using var transaction = (JobStorageTransaction)Connection.CreateWriteTransaction();
        write(transaction);
        transaction.Commit();
    }

    protected void Abandon(Action<JobStorageTransaction> write)
    {
        using var transaction = (JobStorageTransaction)Connection.CreateWriteTransaction();
        write(transaction);
    }

    protected string Enqueue(string queue)
    {
        var id = CreateJob();
        InTransaction(transaction => transaction.AddToQueue(queue, id));
        return id;
    }
}
