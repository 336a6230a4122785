using System.Diagnostics;
using Ci.Jobs.Logs;
using Xunit;

namespace Ci.Jobs.Tests.Logs;

/// <summary>Reports figures; the limits are wide enough for a busy machine.</summary>
public sealed class LogSpeedTests : IDisposable
{
    private const int Lines = 1_000_000;
    private readonly LogBench bench = new();

    [Fact]
    public void A_million_lines_are_written_fast_and_any_of_them_is_found_fast()
    {
        var text = new string('x', 100);
        var began = Stopwatch.GetTimestamp();
        using (var log = bench.Logs.Append(LogBench.Build))
        {
            for (var i = 0; i < Lines; i++) log.Write(LogStream.Out, text, "2026-11-24T11:11:15.123456789Z");
        }

        var written = Stopwatch.GetElapsedTime(began);
        var logs = bench.Reopen();
        var first = Time(() => Assert.Equal(Lines, logs.Count(LogBench.Build)));
        var random = Time(() => Assert.Equal(11, logs.Read(LogBench.Build, Lines - 10, 1000).Count));
        var opened = Time(() => logs.Append(LogBench.Build).Dispose());
        TestContext.Current.SendDiagnosticMessage(
            $"written {Lines / written.TotalSeconds:0} lines/s, index {first.TotalMilliseconds:0} ms, line 999,990 {random.TotalMilliseconds:0.0} ms, opened again {opened.TotalMilliseconds:0} ms");

        Assert.True(random < TimeSpan.FromSeconds(1));
    }

    private static TimeSpan Time(Action action)
    {
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began);
    }

    public void Dispose() => bench.Dispose();
}
