using System.Collections.Concurrent;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Pipeline;

/// <summary>
/// Tells living owners from dead ones. An owner is <c>process/claim</c>; the process holds a lock on a file of its own, which the
/// kernel frees when it dies, however it dies. So liveness needs no clock, and a stopped (SIGSTOP) or slow owner is still alive.
/// </summary>
internal sealed class Lease : IDisposable
{
    private readonly string folder;
    private readonly string process = Guid.NewGuid().ToString("N");
    private readonly FileStream held;
    private readonly ConcurrentDictionary<string, bool> claims = new(StringComparer.Ordinal);

    public Lease(DataDirectory data)
    {
        folder = data.Folder("owners");

        // Locked first and named then: nobody ever sees the file without its lock, and takes it for a dead owner's.
        var draft = PathOf(process) + ".new";
        held = new FileStream(draft, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        File.Move(draft, PathOf(process));
        SweepDead();
    }

    /// <summary>A new owner name of this process; it counts as alive until <see cref="End"/>.</summary>
    public string Begin()
    {
        var owner = $"{process}/{Guid.NewGuid():N}";
        claims[owner] = true;
        return owner;
    }

    public void End(string owner) => claims.TryRemove(owner, out _);

    /// <summary>Whether somebody still drives what this owner claimed.</summary>
    public bool IsAlive(string? owner)
    {
        if (owner is null) return false;
        if (claims.ContainsKey(owner)) return true;
        var slash = owner.IndexOf('/', StringComparison.Ordinal);
        var its = slash < 0 ? owner : owner[..slash];
        return its != process && IsLocked(PathOf(its));
    }

    public void Dispose()
    {
        held.Dispose();
        File.Delete(PathOf(process));
    }

    private string PathOf(string owner) => Path.Combine(folder, owner + ".lock");

    private static bool IsLocked(string path)
    {
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private void SweepDead()
    {
        foreach (var path in Directory.GetFiles(folder, "*.lock"))
        {
            if (path != PathOf(process) && !IsLocked(path)) File.Delete(path);
        }
    }
}
