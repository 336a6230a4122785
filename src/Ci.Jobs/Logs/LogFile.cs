namespace Ci.Jobs.Logs;

/// <summary>What this process knows of one log file: its place, its index, who writes it, and who waits for more.</summary>
internal sealed class LogFile(string path)
{
    private volatile TaskCompletionSource changed = New();

    public string Path { get; } = path;

    public LogIndex Index { get; } = new();

    /// <summary>Held by the one writer.</summary>
    public SemaphoreSlim Writing { get; } = new(1, 1);

    /// <summary>Completes at the next write of this process. Taken before reading, so that nothing written meanwhile is missed.</summary>
    public Task Changed => changed.Task;

    /// <summary>Opens for reading beside a writer; null when there is no such log.</summary>
    public FileStream? Open()
    {
        try
        {
            return new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Signal() => Interlocked.Exchange(ref changed, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
