namespace Hangfire.Sqlite.Locks;

/// <summary>
/// Who fetches jobs: a random number, alive as long as its byte of the lock file is held. So liveness needs no clock and no renewal,
/// and a job of a stopped or slow process is never taken from it.
/// </summary>
internal sealed class OwnerMark : IDisposable
{
    private readonly LockFile file;

    public OwnerMark(LockFile file)
    {
        this.file = file;
        do Number = NamedLocks.Positions + Random.Shared.NextInt64(NamedLocks.Positions - 1);
        while (!file.TryTake(Number));
    }

    public long Number { get; }

    public bool IsAlive(long owner) => file.IsTaken(owner);

    public void Dispose() => file.Free(Number);
}
