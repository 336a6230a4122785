using Ci.Jobs.Pipeline;

namespace Ci.Web.Live;

/// <summary>The last change of everything that changed lately, for who was away for a moment. Safe for concurrent use.</summary>
internal sealed class RecentChanges(ChangeFeed feed, TimeProvider time)
{
    private const int Most = 2000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Change> last = new(StringComparer.Ordinal);
    private long knownSince = feed.Version;

    public void Add(Change change)
    {
        lock (gate)
        {
            last[change.Topic] = change;
            if (last.Count <= Most) return;
            foreach (var old in last.Values.OrderBy(old => old.Version).Take(Most / 2).ToList())
            {
                last.Remove(old.Topic);
                knownSince = Math.Max(knownSince, old.Version);
            }
        }
    }

    /// <summary>Changes up to a version may have been missed.</summary>
    public void Forget(long version)
    {
        lock (gate)
        {
            last.Clear();
            knownSince = version;
        }
    }

    /// <summary>Changes under a topic after a version; one that says "unknown" when the version is too old to tell.</summary>
    public IReadOnlyList<Changed> After(string topic, long version)
    {
        lock (gate)
        {
            if (version < knownSince) return [Changed.Unknown(topic, feed.Version, time)];
            return [.. last.Values.Where(change => change.Version > version && LiveTopic.Of(change).Contains(topic)).OrderBy(change => change.Version).Select(change => Changed.Of(change, topic, time))];
        }
    }
}
