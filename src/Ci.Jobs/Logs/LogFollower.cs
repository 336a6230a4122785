using System.Runtime.CompilerServices;

namespace Ci.Jobs.Logs;

/// <summary>Backlog and live lines through one way of reading, so that no line is missed or told twice where they meet.</summary>
internal sealed class LogFollower(LogFile log, TimeProvider time)
{
    private const int BatchLines = 500;
    private const int BatchBytes = 64 * 1024;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    // Another process may be the writer; it cannot signal.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync(int from, Func<bool> over, [EnumeratorCancellation] CancellationToken stop)
    {
        var next = Math.Max(from, 1);
        var backlog = LastLine();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var changed = log.Changed;
            var isOver = over();
            var batch = LogReader.Read(log, next, BatchLines, BatchBytes);
            if (batch.Count > 0)
            {
                var sent = time.GetTimestamp();
                next += batch.Count;
                yield return batch;
                if (!isOver && next > backlog) await PauseAsync(Pace - time.GetElapsedTime(sent), stop);
            }
            else if (isOver)
            {
                yield break;
            }
            else
            {
                await WaitAsync(changed, stop);
            }
        }
    }

    private int LastLine()
    {
        using var file = log.Open();
        return file is null ? 0 : log.Index.Refresh(file.SafeFileHandle).Lines;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        if (pause > TimeSpan.Zero) await Task.Delay(pause, time, stop);
    }

    private async Task WaitAsync(Task changed, CancellationToken stop)
    {
        try
        {
            await changed.WaitAsync(Poll, time, stop);
        }
        catch (TimeoutException)
        {
        }
    }
}
