using System.Collections.Concurrent;
using Hangfire.Sqlite.Tables;
using Hangfire.Sqlite.Writing;

namespace Hangfire.Sqlite.Queue;

/// <summary>Hands out jobs: each to one worker, in order, at once.</summary>
internal sealed class JobQueue(Writer writer, long owner, TimeProvider clock)
{
    private readonly ConcurrentQueue<Claim> left = [];
    private long fence;

    public QueueSignals Signals { get; } = new();

    /// <summary>Waits for a job of these queues, the first queue first.</summary>
    public FetchedJob Fetch(string[] queues, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var waiter = Signals.Enter(queues);
            var woken = false;
            try
            {
                if (TryFetch(queues) is { } job) return job;
                waiter.Wait(cancellation);
                woken = !cancellation.IsCancellationRequested;
            }
            finally
            {
                Signals.Leave(waiter, used: woken);
            }
        }
    }

    /// <summary>Acknowledges; nothing happens when the claim is not the job's last one.</summary>
    public void Remove(Claim claim) => writer.Run(db => Queued.Remove(db, claim), Durability.Synced);

    public void GiveBack(Claim claim)
    {
        if (writer.Run(db => Queued.GiveBack(db, claim), Durability.Soon)) Signals.Wake(claim.Queue);
    }

    /// <summary>Gives back now or, if that fails, with the next call of <see cref="GiveBackLeft"/>.</summary>
    public void GiveBackSoon(Claim claim)
    {
        try
        {
            GiveBack(claim);
        }
        catch (Exception)
        {
            left.Enqueue(claim);
        }
    }

    public void GiveBackLeft()
    {
        while (left.TryPeek(out var claim))
        {
            GiveBack(claim);
            left.TryDequeue(out _);
        }
    }

    private FetchedJob? TryFetch(string[] queues)
    {
        var holder = (owner, Interlocked.Increment(ref fence));
        var now = clock.Now();
        var claim = writer.Run(db => Queued.Take(db, queues, holder, now), Durability.Soon);
        return claim is null ? null : new FetchedJob(this, claim);
    }
}
