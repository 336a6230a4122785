using System.Diagnostics.CodeAnalysis;
using Ci.Jobs.Traffic;

namespace Ci.Web.Proxy;

/// <summary>
/// Counts every request of one slot in before it is forwarded and out when it has ended, so that a drain sees all of them, and
/// keeps the slot's numbers. A gate that has begun to drain stays closed.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A late request may still look at the source of Cut, which without a timer holds nothing.")]
internal sealed class SlotGate(TimeProvider time)
{
    private static readonly TimeSpan Goodbye = WebSocketBody.AnswerTimeout + TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CutTimeout = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource cut = new();
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<LongLived> open = [];
    private readonly DrainCount drained = new();
    private int claims;
    private int closing;
    private volatile bool draining;

    public SlotCount Count { get; } = new();

    public bool Draining => draining;

    /// <summary>Canceled when what is left of the slot's requests has to go.</summary>
    public CancellationToken Cut => cut.Token;

    public int Claims => Volatile.Read(ref claims);

    public int Open
    {
        get { lock (open) return open.Count; }
    }

    /// <summary>Claims the slot for a request. False: the slot is being left, read the route table again.</summary>
    public bool TryEnter()
    {
        // Counted first and tested after: a drain that starts in between sees the claim, or the claim sees the drain.
        Interlocked.Increment(ref claims);
        if (!draining) return true;
        Release();
        return false;
    }

    /// <summary>The claimed request turned out to be a WebSocket or an event stream.</summary>
    public void Hold(LongLived connection)
    {
        lock (open) open.Add(connection);
        if (Volatile.Read(ref closing) != 0) connection.Close();
    }

    /// <summary>The claimed request has ended.</summary>
    public void Leave(Outcome outcome, TimeSpan took, LongLived? connection)
    {
        if (connection is not null)
            lock (open) open.Remove(connection);
        Count.Add(outcome, connection is null ? took : TimeSpan.Zero);
        if (draining && !cut.IsCancellationRequested) drained.Add(took, connection?.Closed == true);
        Release();
    }

    /// <summary>Refuses every request from now on.</summary>
    public void StartDraining()
    {
        draining = true;
        Interlocked.MemoryBarrier();
        if (Claims == 0) empty.TrySetResult();
    }

    public async Task<DrainReport> DrainAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var aborted = 0;
        StartDraining();
        if (!await EmptyWithin(timeout, cancellation))
        {
            var closed = CloseLongLived();
            if (closed == 0 || !await EmptyWithin(Goodbye, cancellation))
            {
                aborted = Claims;
                await cut.CancelAsync();
                await EmptyWithin(CutTimeout, cancellation);
            }
        }

        return new(drained.Finished, drained.Longest, drained.Closed, aborted, time.GetElapsedTime(started));
    }

    /// <summary>Says goodbye on every WebSocket and event stream, on those to come as well.</summary>
    /// <returns>How many were open.</returns>
    public int CloseLongLived()
    {
        Interlocked.Exchange(ref closing, 1);
        LongLived[] all;
        lock (open) all = [.. open];
        foreach (var connection in all) connection.Close();
        return all.Length;
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref claims) == 0 && draining) empty.TrySetResult();
    }

    private async Task<bool> EmptyWithin(TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            await empty.Task.WaitAsync(timeout, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
