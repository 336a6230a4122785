namespace Ci.Web.Proxy;

/// <summary>What ended while a slot was being drained.</summary>
internal sealed class DrainCount
{
    private readonly Lock sync = new();

    public int Finished { get; private set; }

    public int Closed { get; private set; }

    public TimeSpan Longest { get; private set; }

    public void Add(TimeSpan took, bool closed)
    {
        lock (sync)
        {
            if (closed) Closed++;
            else Finished++;
            if (took > Longest) Longest = took;
        }
    }
}
