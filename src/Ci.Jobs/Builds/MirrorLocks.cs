using System.Collections.Concurrent;

namespace Ci.Jobs.Builds;

/// <summary>One writer per mirror: within the process by a semaphore, between processes by a file the system unlocks when one dies.</summary>
internal sealed class MirrorLocks(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>Gives the mirror back when disposed.</summary>
    public async Task<IDisposable> TakeAsync(Mirror mirror, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(mirror.Path)!);
        var gate = _gates.GetOrAdd(mirror.Path, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(stop);
        try
        {
            var file = await OpenAsync(mirror.LockFile, stop);
            // Whoever writes here without the lock belongs to a server that was killed.
            GitProcesses.Kill($"{mirror.Path}|{GitCall.Write}|");
            return new Held(gate, file);
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private async Task<FileStream> OpenAsync(string path, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException taken) when (IsTaken(taken))
            {
                await Task.Delay(Pause, time, stop);
            }
        }
    }

    // EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.
    private static bool IsTaken(IOException thrown) => thrown.HResult is 11 or 35 or unchecked((int)0x80070020);

    private sealed class Held(SemaphoreSlim gate, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            gate.Release();
        }
    }
}
