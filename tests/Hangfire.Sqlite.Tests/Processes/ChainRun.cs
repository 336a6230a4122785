using Hangfire.Storage;

namespace Hangfire.Sqlite.Tests.Processes;

/// <summary>What processes wrote down about jobs that were promised and jobs that ran.</summary>
internal sealed class ChainRun(string folder)
{
    public string Folder => folder;

    public List<string> Promised => Lines("promised-*");

    public List<string> Ran => Lines("ran-*");

    public static bool IsDone(IMonitoringApi monitor)
    {
        var statistics = monitor.GetStatistics();
        return statistics is { Enqueued: 0, Processing: 0, Awaiting: 0, Scheduled: 0 } && monitor.FetchedCount("default") == 0;
    }

    private List<string> Lines(string pattern) => Directory.GetFiles(folder, pattern).SelectMany(Read).ToList();

    /// <summary>A line without its end was cut by the kill: it was not written yet.</summary>
    private static IEnumerable<string> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
