using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Ci.Jobs.Pipeline;

/// <summary>
/// Tells listeners in this process that a row changed. A hint, never the truth: a listener that is too slow loses the oldest hints
/// and reads the rows again.
/// </summary>
public sealed class ChangeFeed(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Channel<Change>> listeners = new();
    private long version = time.GetUtcNow().ToUnixTimeMilliseconds() << 8;

    /// <summary>The version of the last change.</summary>
    public long Version => Interlocked.Read(ref version);

    public void Raise(string topic, string project, string state, string? reason = null)
    {
        var change = new Change(topic, project, Interlocked.Increment(ref version), state, reason);
        foreach (var listener in listeners.Values) listener.Writer.TryWrite(change);
    }

    /// <summary>Changes from now on, until the token is canceled.</summary>
    public async IAsyncEnumerable<Change> Listen([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var id = Guid.NewGuid();
        var channel = Channel.CreateBounded<Change>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[id] = channel;
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(stop)) yield return change;
        }
        finally
        {
            listeners.TryRemove(id, out _);
        }
    }
}
