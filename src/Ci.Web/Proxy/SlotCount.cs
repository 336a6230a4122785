namespace Ci.Web.Proxy;

/// <summary>A slot's running numbers, written by every request.</summary>
internal sealed class SlotCount
{
    private long requests;
    private long serverErrors;
    private long failed;
    private long latencyTicks;

    public long Requests => Volatile.Read(ref requests);

    public long ServerErrors => Volatile.Read(ref serverErrors);

    public long Failed => Volatile.Read(ref failed);

    public TimeSpan Latency => new(Volatile.Read(ref latencyTicks));

    public void Add(Outcome outcome, TimeSpan latency)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Add(ref latencyTicks, latency.Ticks);
        if (outcome == Outcome.ServerError) Interlocked.Increment(ref serverErrors);
        else if (outcome == Outcome.Failed) Interlocked.Increment(ref failed);
    }
}
