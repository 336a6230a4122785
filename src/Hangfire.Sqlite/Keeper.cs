using Hangfire.Logging;
using Hangfire.Sqlite.Locks;
using Hangfire.Sqlite.Queue;
using Hangfire.Sqlite.Tables;
using Hangfire.Sqlite.Writing;

namespace Hangfire.Sqlite;

/// <summary>
/// The storage's own thread: looks for changes of other processes (rarely while there are none), gives back the jobs of dead ones,
/// keeps the log short and syncs what nobody waited for. It holds a connection of its own.
/// </summary>
internal sealed class Keeper : IDisposable
{
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(1);

    private readonly ILog log = LogProvider.GetLogger(typeof(SqliteStorage));
    private readonly AutoResetEvent wake = new(false);
    private readonly Database database;
    private readonly Parts parts;
    private readonly Thread thread;
    private volatile bool stopping;
    private bool accompanied;
    private long seenVersion = -1;
    private long checkpointed;
    private long nextRound;

    public Keeper(Database database, Parts parts)
    {
        this.database = database;
        this.parts = parts;
        thread = new Thread(Keep) { IsBackground = true, Name = "Hangfire.Sqlite" };
    }

    internal sealed record Parts(Writer Writer, LogSync Sync, JobQueue Queue, OwnerMark Owner, SqliteStorageOptions Options);

    public void Start() => thread.Start();

    /// <summary>Called after commits; asks for a checkpoint when the log has grown enough.</summary>
    public void Committed()
    {
        if (parts.Sync.Committed - Volatile.Read(ref checkpointed) >= parts.Options.CommitsPerCheckpoint) wake.Set();
    }

    public void Dispose()
    {
        stopping = true;
        wake.Set();
        if (thread.IsAlive) thread.Join();
        database.Dispose();
        wake.Dispose();
    }

    private void Keep()
    {
        while (!stopping)
        {
            try
            {
                Round();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                log.WarnException("The job storage could not do its upkeep; it tries again in a second.", e);
                wake.WaitOne(Alone);
            }
            wake.WaitOne(accompanied ? parts.Options.ChangeCheckInterval : Alone);
        }
    }

    private void Round()
    {
        ShortenLog();
        var now = Environment.TickCount64;
        if (now >= nextRound)
        {
            nextRound = now + (long)Alone.TotalMilliseconds - 50;
            parts.Sync.Reach(parts.Sync.Committed);
            parts.Queue.GiveBackLeft();
            BuryTheDead();
        }
        if (accompanied) WakeAfterChange();
    }

    private void WakeAfterChange()
    {
        var version = database.Number("PRAGMA data_version");
        if (version == seenVersion) return;
        seenVersion = version;
        WakeForWaiting();
    }

    private void WakeForWaiting()
    {
        foreach (var (queue, workers) in parts.Queue.Signals.Waiting())
        {
            for (var jobs = Queued.Waiting(database, queue, workers); jobs > 0; jobs--) parts.Queue.Signals.Wake(queue);
        }
    }

    private void BuryTheDead()
    {
        var others = Processes.Others(database, parts.Owner.Number);
        accompanied = others.Count > 0;
        foreach (var other in others.Where(other => !parts.Owner.IsAlive(other)))
        {
            var jobs = parts.Writer.Run(db => Processes.Bury(db, other), Durability.Soon);
            log.Info($"A process that used the job storage is gone; {jobs} of its jobs wait in their queues again.");
            WakeForWaiting();
        }
    }

    /// <summary>
    /// Most of a checkpoint runs beside the writer. While writes go on without a pause it never gets to the end of the log, so a long
    /// log is finished between two batches: what is left then is short.
    /// </summary>
    private void ShortenLog()
    {
        var committed = parts.Sync.Committed;
        if (committed - checkpointed < parts.Options.CommitsPerCheckpoint) return;
        Volatile.Write(ref checkpointed, committed);
        database.Checkpoint();
        if (parts.Sync.Committed != committed) parts.Writer.Pause(database.Checkpoint);
    }
}
