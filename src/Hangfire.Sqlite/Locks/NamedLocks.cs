using System.Diagnostics;
using System.Text;

namespace Hangfire.Sqlite.Locks;

/// <summary>
/// Locks by name: within the process a table, between processes the byte the name hashes to. The table works on that byte too, so
/// that two names which share one (of 2^62) are one lock everywhere.
/// </summary>
internal sealed class NamedLocks(LockFile file)
{
    /// <summary>Owners of jobs use the upper half of the file's positions.</summary>
    public const long Positions = 1L << 62;

    /// <summary>Another process does not tell when it frees a lock: it is tried this often.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(10);

    private readonly object table = new();
    private readonly Dictionary<long, Holder> holders = [];

    /// <summary>Takes the lock for this owner, who may take it several times and frees it as often.</summary>
    public bool TryTake(object owner, string name, TimeSpan timeout)
    {
        var position = PositionOf(name);
        var started = Stopwatch.GetTimestamp();
        lock (table)
        {
            while (true)
            {
                var taken = holders.TryGetValue(position, out var holder);
                if (taken && holder!.Owner == owner)
                {
                    holder.Times++;
                    return true;
                }
                if (!taken && file.TryTake(position))
                {
                    holders[position] = new Holder(owner);
                    return true;
                }
                var left = timeout - Stopwatch.GetElapsedTime(started);
                if (left <= TimeSpan.Zero) return false;
                Monitor.Wait(table, taken ? Longest(left) : left < Retry ? left : Retry);
            }
        }
    }

    public void Free(object owner, string name)
    {
        var position = PositionOf(name);
        lock (table)
        {
            if (!holders.TryGetValue(position, out var holder) || holder.Owner != owner || --holder.Times > 0) return;
            holders.Remove(position);
            file.Free(position);
            Monitor.PulseAll(table);
        }
    }

    private static TimeSpan Longest(TimeSpan left) => left < TimeSpan.FromHours(1) ? left : TimeSpan.FromHours(1);

    /// <summary>FNV-1a: the same in every process and version, and a lock is taken far too often for anything slower.</summary>
    private static long PositionOf(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(name)) hash = (hash ^ value) * 1099511628211UL;
        return (long)(hash & (Positions - 1));
    }

    private sealed class Holder(object owner)
    {
        public object Owner => owner;

        public int Times { get; set; } = 1;
    }
}
