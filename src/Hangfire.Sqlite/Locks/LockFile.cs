namespace Hangfire.Sqlite.Locks;

/// <summary>
/// Locks on single bytes of a file beside the database. The kernel keeps them between processes and frees them when a process dies,
/// however it dies; one that is stopped or slow keeps them. They belong to the process, and closing the file anywhere in it frees
/// them all, so a process opens the file once and counts its users: that is why there is a registry.
/// </summary>
internal sealed class LockFile : IDisposable
{
    private static readonly Dictionary<string, LockFile> Opened = new(StringComparer.Ordinal);

    private readonly string path;
    private readonly FileStream file;
    private readonly HashSet<long> held = [];
    private int users;

    private LockFile(string path)
    {
        this.path = path;
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Names = new NamedLocks(this);
    }

    /// <summary>The distributed locks, shared by all storages of this process on this file.</summary>
    public NamedLocks Names { get; }

    public static LockFile Open(string path)
    {
        if (OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsFreeBSD())
            throw new PlatformNotSupportedException("Hangfire.Sqlite needs locks on parts of a file: it runs on Linux and Windows.");
        lock (Opened)
        {
            if (!Opened.TryGetValue(path, out var file)) Opened[path] = file = new LockFile(path);
            file.users++;
            return file;
        }
    }

    /// <summary>Takes a byte, unless this or another process has it.</summary>
    public bool TryTake(long position)
    {
        lock (held)
        {
            if (!held.Add(position)) return false;
            if (TryLock(position)) return true;
            held.Remove(position);
            return false;
        }
    }

    public void Free(long position)
    {
        lock (held)
        {
            if (held.Remove(position)) Unlock(position);
        }
    }

    /// <summary>Whether some living process, this one included, has the byte.</summary>
    public bool IsTaken(long position)
    {
        lock (held)
        {
            if (held.Contains(position)) return true;
            if (!TryLock(position)) return true;
            Unlock(position);
            return false;
        }
    }

    public void Dispose()
    {
        lock (Opened)
        {
            if (--users > 0) return;
            Opened.Remove(path);
            file.Dispose();
        }
    }

#pragma warning disable CA1416 // Open() has refused the platforms without them.
    private bool TryLock(long position)
    {
        try
        {
            file.Lock(position, 1);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Unlock(long position) => file.Unlock(position, 1);
#pragma warning restore CA1416
}
