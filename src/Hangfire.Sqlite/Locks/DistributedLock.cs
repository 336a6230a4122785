namespace Hangfire.Sqlite.Locks;

/// <summary>A lock held by a connection, freed once.</summary>
internal sealed class DistributedLock(NamedLocks locks, object owner, string name) : IDisposable
{
    private int freed;

    public bool IsFree => Volatile.Read(ref freed) == 1;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref freed, 1) == 0) locks.Free(owner, name);
    }
}
