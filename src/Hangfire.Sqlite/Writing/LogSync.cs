using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Hangfire.Sqlite.Writing;

/// <summary>
/// Puts committed batches on disk. SQLite commits without a sync (synchronous = NORMAL), so the write lock is held for microseconds;
/// whoever promised durability then syncs the log file here. One sync covers every commit before it, so callers that come while one
/// runs share the next.
/// </summary>
internal sealed class LogSync(string databasePath) : IDisposable
{
    private readonly Lock gate = new();
    private SafeFileHandle? log;
    private long committed;
    private long synced;
    private int callers;
    private int expected;
    private TimeSpan took;
    private IOException? failure;

    public long Committed => Volatile.Read(ref committed);

    /// <summary>Counts a commit. Called by the one that holds the writing connection.</summary>
    public long Count() => Interlocked.Increment(ref committed);

    /// <summary>Returns when this commit, and so every earlier one, is on disk.</summary>
    public void Reach(long commit)
    {
        if (Volatile.Read(ref synced) >= commit) return;
        Interlocked.Increment(ref callers);
        try
        {
            lock (gate) Sync(commit);
        }
        finally
        {
            Interlocked.Decrement(ref callers);
        }
    }

    public void Dispose()
    {
        lock (gate) log?.Dispose();
    }

    private void Sync(long commit)
    {
        if (synced >= commit) return;
        var started = Stopwatch.GetTimestamp();
        AwaitCompany(started);
        var target = Committed;
        // The log is not deleted while a connection is open, so the handle stays the right one.
        log ??= File.OpenHandle(databasePath + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Flush(log);
        took = Stopwatch.GetElapsedTime(started);
        expected = Volatile.Read(ref callers);
        Volatile.Write(ref synced, target);
    }

    /// <summary>
    /// Callers that the last sync set free are about to commit again. To wait a moment for them, a part of what a sync takes, means one
    /// sync for all of them instead of two for some each.
    /// </summary>
    private void AwaitCompany(long started)
    {
        while (Volatile.Read(ref callers) < expected && Stopwatch.GetElapsedTime(started) < took / 4) Thread.Yield();
    }

    /// <summary>After a failed sync the system may have dropped what was to be written, and the next sync would succeed all the same.</summary>
    private void Flush(SafeFileHandle file)
    {
        if (failure is null)
        {
            try
            {
                RandomAccess.FlushToDisk(file);
                return;
            }
            catch (IOException e)
            {
                failure = e;
            }
        }
        throw new IOException(
            $"The disk did not keep the log of the job database '{databasePath}'. Check the disk, then restart this process: it promises nothing until then.", failure);
    }
}
