using System.Diagnostics;
using System.Globalization;
using Ci.Jobs.Logs;
using Xunit;

namespace Ci.Jobs.Tests.Logs;

public sealed class LogFollowTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly LogBench bench = new();
    private volatile bool isOver;

    [Fact]
    public async Task Followers_that_come_at_any_time_get_every_line_once()
    {
        const int Lines = 200_000;
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        var random = new Random(7);
        var early = FollowAsync(1, limit.Token);
        var writing = Task.Run(
            async () =>
            {
                using var log = bench.Logs.Append(LogBench.Build);
                for (var i = 1; i <= Lines; i++)
                {
                    log.Write(i % 3 == 0 ? LogStream.Err : LogStream.Out, i.ToString(CultureInfo.InvariantCulture));
                    if (random.Next(4000) == 0) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(30)), TimeProvider.System, limit.Token);
                }

                log.Dispose();
                isOver = true;
            },
            limit.Token);
        await Ci.Testing.Eventually.TrueAsync(() => bench.Logs.Count(LogBench.Build) > Lines / 4, "a backlog", Patience, limit.Token);
        var late = FollowAsync(1, limit.Token);
        var resumed = FollowAsync(Lines / 5, limit.Token);
        await writing;

        AssertExact(await early, 1, Lines);
        AssertExact(await late, 1, Lines);
        AssertExact(await resumed, Lines / 5, Lines);
    }

    [Fact]
    public async Task A_line_after_a_pause_arrives_at_once()
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        using var log = bench.Logs.Append(LogBench.Build);
        await using var batches = bench.Logs.FollowAsync(LogBench.Build, 1, () => false, limit.Token).GetAsyncEnumerator(limit.Token);
        var waiting = batches.MoveNextAsync().AsTask();
        var began = Stopwatch.GetTimestamp();

        log.Write(LogStream.Out, "now");
        await waiting;

        Assert.Equal("now", Assert.Single(batches.Current).Text);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 0, 250);
    }

    [Fact]
    public async Task A_log_another_process_writes_is_followed_too()
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        var following = FollowAsync(1, limit.Token);
        var elsewhere = new LogFolder(new Jobs.Storage.DataDirectory(Path.GetDirectoryName(bench.PathTo())!), TimeProvider.System);

        using (var log = elsewhere.Append(LogBench.Build)) log.Write(LogStream.Note, "from elsewhere");
        isOver = true;

        Assert.Equal("from elsewhere", Assert.Single(await following).Text);
    }

    [Fact]
    public async Task Batches_stay_small_and_live_ones_come_at_most_twenty_a_second()
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        using var log = bench.Logs.Append(LogBench.Build);
        for (var i = 0; i < 1200; i++) log.Write(LogStream.Out, new string('x', 300));
        log.Flush();
        var sizes = new List<int>();
        var began = Stopwatch.GetTimestamp();
        var count = 0;
        var live = 0;
        await foreach (var batch in bench.Logs.FollowAsync(LogBench.Build, 1, () => isOver, limit.Token))
        {
            sizes.Add(batch.Count);
            count += batch.Count;
            if (count < 1200) continue;
            if (live == 0) began = Stopwatch.GetTimestamp();
            if (++live > 20) break;
            log.Write(LogStream.Out, "live");
            log.Flush();
        }

        Assert.All(sizes, size => Assert.InRange(size, 1, 500));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 900, 20_000);
    }

    [Fact]
    public async Task Leaving_ends_the_wait()
    {
        using var leave = new CancellationTokenSource();
        var following = FollowAsync(1, leave.Token);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    private Task<List<LogLine>> FollowAsync(int from, CancellationToken stop) => Task.Run(
        async () =>
        {
            var lines = new List<LogLine>();
            await foreach (var batch in bench.Logs.FollowAsync(LogBench.Build, from, () => isOver, stop)) lines.AddRange(batch);
            return lines;
        },
        stop);

    private static void AssertExact(List<LogLine> lines, int from, int to)
    {
        Assert.Equal(Enumerable.Range(from, to - from + 1), lines.Select(line => line.Number));
        Assert.Equal(lines.Select(line => line.Number.ToString(CultureInfo.InvariantCulture)), lines.Select(line => line.Text));
    }

    public void Dispose() => bench.Dispose();
}
