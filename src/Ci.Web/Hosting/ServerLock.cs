using Ci.Jobs.Storage;

namespace Ci.Web.Hosting;

/// <summary>One server per data directory. The kernel frees the lock when the process ends, however it ends.</summary>
internal sealed class ServerLock : IDisposable
{
    private readonly FileStream held;

    /// <exception cref="StartException">Another server holds it.</exception>
    public ServerLock(DataDirectory data)
    {
        try
        {
            held = new FileStream(Path.Combine(data.Root, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new StartException(
                $"Another server is running on the data directory {data.Root}. Stop it first, or name another directory with --data.", taken);
        }
    }

    public void Dispose() => held.Dispose();
}
