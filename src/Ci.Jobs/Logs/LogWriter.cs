namespace Ci.Jobs.Logs;

/// <summary>
/// Appends to one log. Safe for concurrent use. A line is in the file after 20 ms at the latest, the first after a pause at once; a
/// process that is killed loses what it had not written, which attaching to the container again brings back.
/// </summary>
public sealed class LogWriter : IDisposable
{
    private const int FlushBytes = 64 * 1024;
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(20);
    private readonly Lock gate = new();
    private readonly LogBuffer buffer = new();
    private readonly LogFile log;
    private readonly FileStream file;
    private readonly Redactor? redactor;
    private readonly TimeProvider time;
    private readonly OwnClock clock;
    private readonly ITimer timer;
    private long end;
    private long flushedAt;
    private bool isScheduled;
    private bool isClosed;
    private IOException? failure;

    internal LogWriter(LogFile log, FileStream file, Redactor? redactor, TimeProvider time)
    {
        this.log = log;
        this.file = file;
        this.redactor = redactor;
        this.time = time;
        clock = new OwnClock(time);
        var tail = LogTail.Of(file);
        if (file.Length > tail.End)
        {
            file.SetLength(tail.End);
            log.Index.Reset();
        }

        end = tail.End;
        Lines = tail.Lines;
        Resume = tail.Resume;
        flushedAt = time.GetTimestamp() - time.TimestampFrequency;
        timer = time.CreateTimer(_ => FlushLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Size of the log.</summary>
    public long Bytes
    {
        get
        {
            lock (gate) return end + buffer.Length;
        }
    }

    /// <summary>Lines of the log.</summary>
    public int Lines { get; private set; }

    /// <summary>How far a container has been followed, with what this writer has taken.</summary>
    public LogResume Resume { get; private set; }

    /// <summary>Writes what was printed now.</summary>
    /// <exception cref="IOException">The log cannot be written, for example because the disk is full.</exception>
    public void Write(LogStream stream, string text) => Write(stream, text, null);

    /// <summary>Writes what the engine says was printed at a time.</summary>
    /// <param name="stream">Standard output or standard error.</param>
    /// <param name="text">One line, of any length; colors are kept, other control characters are not.</param>
    /// <param name="at">The engine's RFC 3339 time with nanoseconds, kept as it is; null for now.</param>
    /// <exception cref="IOException">The log cannot be written, for example because the disk is full.</exception>
    public void Write(LogStream stream, string text, string? at)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = Lay(text);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            if (failure is not null) throw new IOException(failure.Message, failure);
            var isEngineTime = at is not null && LogText.IsEngineTime(at);
            var stamp = isEngineTime ? at! : clock.Now();
            var word = LogText.Word(stream);
            for (var i = 0; i < lines.Length; i++) buffer.AddLine(stamp, word, goesOn: i < lines.Length - 1, lines[i]);
            Lines += lines.Length;
            if (isEngineTime) Resume = Resume.After(stream, stamp);
            FlushInTime();
        }
    }

    /// <summary>Puts everything taken so far into the file.</summary>
    /// <exception cref="IOException">The log cannot be written, for example because the disk is full.</exception>
    public void Flush()
    {
        lock (gate)
        {
            if (!isClosed) Store();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (isClosed) return;
            isClosed = true;
            try
            {
                if (failure is null) Store();
            }
            finally
            {
                timer.Dispose();
                file.Dispose();
                log.Writing.Release();
            }
        }
    }

    // One call is one line of the engine, stored as several when it is long or has newlines in it.
    private string[] Lay(string text)
    {
        var clean = redactor is null ? text : redactor.Redact(text);
        if (!clean.Contains('\n', StringComparison.Ordinal)) return Lay(text, clean);
        return [.. clean.TrimEnd('\n').Split('\n').SelectMany(line => Lay(text, line))];
    }

    private string[] Lay(string original, string line)
    {
        var clean = LogRules.Clean(line);

        // Taking control characters out may have put a secret together.
        if (redactor is not null && !ReferenceEquals(clean, original)) clean = redactor.Redact(clean);
        return clean.Length <= LogRules.PieceLength ? [clean] : [.. LogRules.Pieces(clean)];
    }

    private void FlushInTime()
    {
        if (buffer.Length >= FlushBytes || time.GetElapsedTime(flushedAt) >= FlushAfter)
        {
            Store();
        }
        else if (!isScheduled)
        {
            isScheduled = true;
            timer.Change(FlushAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private void Store()
    {
        if (buffer.Length == 0) return;
        RandomAccess.Write(file.SafeFileHandle, buffer.Written, end);
        end += buffer.Length;
        buffer.Clear();
        flushedAt = time.GetTimestamp();
        log.Signal();
    }

    // Runs on the timer: what goes wrong here is told at the next write.
    private void FlushLate()
    {
        lock (gate)
        {
            isScheduled = false;
            if (isClosed) return;
            try
            {
                Store();
            }
            catch (IOException error)
            {
                failure = error;
            }
        }
    }
}
