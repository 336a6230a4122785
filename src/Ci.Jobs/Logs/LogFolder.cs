using System.Globalization;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Logs;

/// <summary>
/// The log files: <c>logs/shop/42.log</c> for a build and <c>logs/shop/deployments/7.log</c> for a deployment, for their owner only.
/// Safe for concurrent use; another process may write while this one reads.
/// </summary>
public sealed class LogFolder(DataDirectory data, TimeProvider time)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const int MaxSteps = 1000;
    private static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(5);
    private readonly LogFiles files = new();
    private readonly string root = Path.Combine(data.Root, "logs");

    /// <summary>Opens for appending, made when missing. What a crash left after the last whole line is cut off.</summary>
    /// <exception cref="IOException">Another writer of this process has it open and does not close it, or it cannot be written.</exception>
    public LogWriter Append(LogKey key, Redactor? redactor = null)
    {
        var log = FileOf(key);
        if (!log.Writing.Wait(WriterPatience)) throw new IOException($"The log {log.Path} is still being written by an earlier run.");
        try
        {
            MakeFolder(Path.GetDirectoryName(log.Path)!);
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
            return new LogWriter(log, new FileStream(log.Path, options), redactor, time);
        }
        catch
        {
            log.Writing.Release();
            throw;
        }
    }

    /// <summary>Lines from a number on, which counts from 1; fewer than <paramref name="count"/> at the end.</summary>
    public IReadOnlyList<LogLine> Read(LogKey key, int from, int count) => LogReader.Read(FileOf(key), from, count);

    /// <summary>Number of whole lines; 0 when there is no log.</summary>
    public int Count(LogKey key)
    {
        var log = FileOf(key);
        using var file = log.Open();
        return file is null ? 0 : log.Index.Refresh(file.SafeFileHandle).Lines;
    }

    /// <summary>Numbers of the lines from <paramref name="from"/> on that contain a text, upper or lower case; at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<int> Search(LogKey key, string text, int from, int limit) => LogSearch.Find(FileOf(key), text, from, limit);

    /// <summary>The headings of the steps; at most 1000.</summary>
    public IReadOnlyList<LogLine> Steps(LogKey key) => LogSearch.Steps(FileOf(key), MaxSteps);

    /// <summary>Number of the first line that tells a failure; see <see cref="LogRules.FirstError"/>.</summary>
    public int? FirstError(LogKey key) => LogSearch.FirstError(FileOf(key));

    /// <summary>The file as it is, for download; null when there is none.</summary>
    public Stream? OpenRaw(LogKey key) => FileOf(key).Open();

    /// <summary>
    /// The backlog from a line on, then the lines as they come, in batches of at most 500 lines or about 64 KB; live at most 20 batches
    /// a second. It ends when <paramref name="over"/> was true before the read that found nothing more.
    /// </summary>
    /// <param name="key">The log; it may not exist yet.</param>
    /// <param name="from">First wanted line, from 1.</param>
    /// <param name="over">Whether nobody will write any more. Asked at least every half second, often by many followers.</param>
    /// <param name="stop">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync(LogKey key, int from, Func<bool> over, CancellationToken stop) =>
        new LogFollower(FileOf(key), time).FollowAsync(from, over, stop);

    /// <summary>Removes all logs of a project.</summary>
    public void Delete(string project)
    {
        var folder = FolderOf(project);
        files.Forget(project);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private LogFile FileOf(LogKey key) => files.Get(key, PathOf);

    private string PathOf(LogKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Number, 1, nameof(key));
        var name = key.Number.ToString(CultureInfo.InvariantCulture) + ".log";
        return key.Kind == LogKind.Build ? Path.Combine(FolderOf(key.Project), name) : Path.Combine(FolderOf(key.Project), "deployments", name);
    }

    // The name becomes part of a path, so it is checked here too, whoever calls.
    private string FolderOf(string project) => ProjectRules.Name("project", project) is null
        ? Path.Combine(root, project)
        : throw new ArgumentException($"\"{project}\" is not the name of a project.", nameof(project));

    // Level by level: the mode is given to the last one only.
    private void MakeFolder(string path)
    {
        if (path != root) MakeFolder(Path.GetDirectoryName(path)!);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerFolder);
    }
}
