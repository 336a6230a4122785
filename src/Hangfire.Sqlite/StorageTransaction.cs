using Hangfire.Common;
using Hangfire.Sqlite.Queue;
using Hangfire.Sqlite.Tables;
using Hangfire.Sqlite.Writing;
using Hangfire.States;
using Hangfire.Storage;

namespace Hangfire.Sqlite;

/// <summary>
/// Gathers writes and makes them one SQLite transaction on <see cref="Commit"/>: all or nothing, on disk when it returns. Used by one
/// thread, committed once; disposing frees the locks taken through it. Sets, hashes, lists and counters are in the other half.
/// </summary>
internal sealed partial class StorageTransaction(Engine engine, StorageConnection connection) : JobStorageTransaction
{
    private readonly List<Action<Database>> writes = [];
    private readonly Dictionary<long, (int Place, StateRow State)> changes = [];
    private readonly List<string> queued = [];
    private readonly List<FetchedJob> acknowledged = [];
    private readonly List<IDisposable> locks = [];
    private bool promises;
    private bool starts;

    public override void Commit()
    {
        if (writes.Count == 0) return;
        engine.Writer.Run(
            db =>
            {
                foreach (var write in writes) write(db);
                return true;
            },
            promises || !starts ? Durability.Synced : Durability.Soon,
            Visible);
    }

    public override string CreateJob(Job job, IDictionary<string, string?> parameters, DateTime createdAt, TimeSpan expireIn)
    {
        var insertion = JobInsertion.Of(engine, job, parameters, (createdAt, expireIn));
        Promise(insertion.Insert);
        return JobIds.Text(insertion.Id);
    }

    public override void SetJobParameter(string jobId, string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (JobIds.TryRead(jobId, out var id)) Promise(db => Jobs.SetParameter(db, id, name, value));
    }

    public override void ExpireJob(string jobId, TimeSpan expireIn)
    {
        if (!JobIds.TryRead(jobId, out var id)) return;
        SetExpiry(id, engine.Clock.In(expireIn));
        promises = true;
    }

    /// <summary>Comes with every start, so it promises nothing beside one.</summary>
    public override void PersistJob(string jobId)
    {
        if (JobIds.TryRead(jobId, out var id)) SetExpiry(id, null);
    }

    public override void SetJobState(string jobId, IState state)
    {
        if (!JobIds.TryRead(jobId, out var id)) return;
        var row = StateRow.Of(state, engine.Clock.Now());
        changes[id] = (writes.Count, row);
        writes.Add(db => Jobs.SetState(db, id, row));
        // After a power cut a job that was in work is run again, whether or not it reads so: its start need not be on disk.
        if (row.Name == ProcessingState.StateName) starts = true;
        else promises = true;
    }

    public override void AddJobState(string jobId, IState state)
    {
        if (!JobIds.TryRead(jobId, out var id)) return;
        var row = StateRow.Of(state, engine.Clock.Now());
        Promise(db => Jobs.AddState(db, id, row));
    }

    public override void AddToQueue(string queue, string jobId)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        if (!JobIds.TryRead(jobId, out var id)) return;
        Promise(db => Queued.Add(db, queue, id));
        queued.Add(queue);
    }

    public override void RemoveFromQueue(IFetchedJob fetchedJob)
    {
        if (fetchedJob is not FetchedJob job) throw new ArgumentException("The job was fetched from another storage.", nameof(fetchedJob));
        Promise(db => Queued.Remove(db, job.Claim));
        acknowledged.Add(job);
    }

    public override void AcquireDistributedLock(string resource, TimeSpan timeout) =>
        locks.Add(connection.AcquireDistributedLock(resource, timeout));

    public override void Dispose()
    {
        foreach (var taken in locks) taken.Dispose();
        locks.Clear();
        base.Dispose();
    }

    /// <summary>Joins the change of state it belongs to, if there is one: that is one update of the job instead of two.</summary>
    private void SetExpiry(long id, long? at)
    {
        if (changes.TryGetValue(id, out var change)) writes[change.Place] = db => Jobs.SetStateAndExpiry(db, id, change.State, at);
        else writes.Add(db => Jobs.Expire(db, id, at));
    }

    /// <summary>Adds a write that must be on disk when the commit returns.</summary>
    private void Promise(Action<Database> write)
    {
        writes.Add(write);
        promises = true;
    }

    private void Visible()
    {
        foreach (var job in acknowledged) job.Acknowledged();
        foreach (var queue in queued) engine.Queue.Signals.Wake(queue);
    }
}
