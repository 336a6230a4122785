using Hangfire.Common;
using Hangfire.Server;
using Hangfire.Sqlite.Locks;
using Hangfire.Sqlite.Tables;
using Hangfire.Sqlite.Writing;
using Hangfire.Storage;

namespace Hangfire.Sqlite;

/// <summary>Jobs, servers and locks; sets, hashes, lists and counters are in the other half.</summary>
internal sealed partial class StorageConnection(Engine engine) : JobStorageConnection
{
    private readonly List<DistributedLock> held = [];

    public override IWriteOnlyTransaction CreateWriteTransaction() => new StorageTransaction(engine, this);

    public override IFetchedJob FetchNextJob(string[] queues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queues);
        if (queues.Length == 0) throw new ArgumentException("Name at least one queue to fetch from.", nameof(queues));
        return engine.Queue.Fetch(queues, cancellationToken);
    }

    /// <summary>The state that makes the job a job follows in a transaction, whose sync covers this too.</summary>
    public override string CreateExpiredJob(Job job, IDictionary<string, string?> parameters, DateTime createdAt, TimeSpan expireIn)
    {
        var insertion = JobInsertion.Of(engine, job, parameters, (createdAt, expireIn));
        engine.Write(insertion.Insert, Durability.Soon);
        return JobIds.Text(insertion.Id);
    }

    public override void SetJobParameter(string id, string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (JobIds.TryRead(id, out var job)) engine.Write(db => Jobs.SetParameter(db, job, name, value), Durability.Soon);
    }

    public override string? GetJobParameter(string id, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return JobIds.TryRead(id, out var job) ? engine.Readers.Read(db => Jobs.Parameter(db, job, name)) : null;
    }

    public override JobData? GetJobData(string jobId)
    {
        if (!JobIds.TryRead(jobId, out var id) || engine.Readers.Read(db => Jobs.Find(db, id)) is not { } row) return null;
        return new JobData
        {
            Job = row.Load(out var failure),
            LoadException = failure,
            InvocationData = row.Call,
            State = row.State,
            CreatedAt = Instant.Utc(row.CreatedAt),
            ParametersSnapshot = row.Parameters!,
        };
    }

    public override StateData? GetStateData(string jobId)
    {
        if (!JobIds.TryRead(jobId, out var id) || engine.Readers.Read(db => Jobs.CurrentState(db, id)) is not { } row) return null;
        return new StateData { Name = row.Name, Reason = row.Reason, Data = Json.Read(row.Data) };
    }

    public override DateTime GetUtcDateTime() => engine.Clock.GetUtcNow().UtcDateTime;

    public override void AnnounceServer(string serverId, ServerContext context)
    {
        ArgumentNullException.ThrowIfNull(serverId);
        ArgumentNullException.ThrowIfNull(context);
        engine.Write(db => Servers.Announce(db, serverId, context, engine.Clock.Now()), Durability.Soon);
    }

    public override void RemoveServer(string serverId)
    {
        ArgumentNullException.ThrowIfNull(serverId);
        engine.Write(db => Servers.Remove(db, serverId), Durability.Soon);
    }

    public override void Heartbeat(string serverId)
    {
        ArgumentNullException.ThrowIfNull(serverId);
        if (!engine.Writer.Run(db => Servers.Beat(db, serverId, engine.Clock.Now()), Durability.Soon))
            throw new BackgroundServerGoneException();
    }

    public override int RemoveTimedOutServers(TimeSpan timeOut)
    {
        if (timeOut < TimeSpan.Zero) throw new ArgumentException("The time-out must not be negative.", nameof(timeOut));
        return engine.Writer.Run(db => Servers.RemoveSilent(db, engine.Clock.In(-timeOut)), Durability.Soon);
    }

    /// <summary>No SQLite transaction is open while a lock is held; a connection that has the lock may take it again.</summary>
    public override IDisposable AcquireDistributedLock(string resource, TimeSpan timeout)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        if (!engine.Locks.TryTake(this, resource, timeout)) throw new DistributedLockTimeoutException(resource);
        var taken = new DistributedLock(engine.Locks, this, resource);
        held.RemoveAll(other => other.IsFree);
        held.Add(taken);
        return taken;
    }

    public override void Dispose()
    {
        foreach (var taken in held) taken.Dispose();
        held.Clear();
        base.Dispose();
    }
}
