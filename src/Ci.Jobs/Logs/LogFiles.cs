namespace Ci.Jobs.Logs;

/// <summary>
/// The log files this process works with: one object a file for as long as anybody uses it, and for the ones used last also longer,
/// so that their index need not be made again. Safe for concurrent use.
/// </summary>
internal sealed class LogFiles
{
    private const int Kept = 64;
    private const int SweepAt = 1024;
    private readonly Lock gate = new();
    private readonly Dictionary<LogKey, WeakReference<LogFile>> known = [];
    private readonly List<LogFile> recent = [];

    public LogFile Get(LogKey key, Func<LogKey, string> path)
    {
        lock (gate)
        {
            if (!known.TryGetValue(key, out var reference) || !reference.TryGetTarget(out var file))
            {
                if (known.Count >= SweepAt) Sweep();
                file = new LogFile(path(key));
                known[key] = new WeakReference<LogFile>(file);
            }

            recent.Remove(file);
            recent.Add(file);
            if (recent.Count > Kept) recent.RemoveAt(0);
            return file;
        }
    }

    public void Forget(string project)
    {
        lock (gate)
        {
            foreach (var key in known.Keys.Where(key => key.Project == project).ToList()) known.Remove(key);
        }
    }

    private void Sweep()
    {
        foreach (var (key, _) in known.Where(entry => !entry.Value.TryGetTarget(out _)).ToList()) known.Remove(key);
    }
}
