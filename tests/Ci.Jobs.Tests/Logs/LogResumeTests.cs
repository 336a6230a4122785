using System.Globalization;
using Ci.Jobs.Containers;
using Ci.Jobs.Logs;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Logs;

public sealed class LogResumeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 11, 0, 0, TimeSpan.Zero);

    [Property(MaxTest = 200)]
    public void Cut_anywhere_and_attached_again_the_log_has_every_line_once(byte[] steps, int[] kills)
    {
        using var bench = new LogBench();
        var printed = Printed(steps);

        foreach (var kill in kills.Take(5)) Attach(bench, printed, kill);
        Attach(bench, printed, kill: null);

        var stored = bench.Logs.Read(LogBench.Build, 1, int.MaxValue);
        foreach (var stream in new[] { LogStream.Out, LogStream.Err })
        {
            var whole = string.Concat(printed.Where(line => line.Stream == stream).Select(line => line.Text));
            Assert.Equal(whole, string.Concat(stored.Where(line => line.Stream == stream).Select(line => line.Text)));
        }
    }

    // As the engine keeps it: per stream in order of time, many lines at the same time, some of them long.
    private static List<(LogStream Stream, string At, string Text)> Printed(byte[] steps)
    {
        var at = Start;
        var lines = new List<(LogStream, string, string)>();
        foreach (var step in steps)
        {
            at = at.AddTicks(step % 4 == 0 ? step : 0);
            var text = $"[{lines.Count}]" + (step % 16 == 1 ? new string('x', LogRules.PieceLength * 2) : "");
            lines.Add((step % 2 == 0 ? LogStream.Out : LogStream.Err, at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture), text));
        }

        return lines;
    }

    // A kill leaves the file cut at some byte, since what was not written yet is gone.
    private static void Attach(LogBench bench, List<(LogStream Stream, string At, string Text)> printed, int? kill)
    {
        using (var log = bench.Reopen().Append(LogBench.Build))
        {
            var resume = log.Resume;
            var output = new ResumeFilter(resume.OutAt, resume.OutCount);
            var errors = new ResumeFilter(resume.ErrAt, resume.ErrCount);
            foreach (var (stream, at, text) in printed)
            {
                if ((stream == LogStream.Out ? output : errors).IsNew(at)) log.Write(stream, text, at);
                if (at.EndsWith("800Z", StringComparison.Ordinal)) log.Write(LogStream.Note, "said between");
            }
        }

        if (kill is not { } cut) return;
        using var file = File.Open(bench.FilePath, FileMode.Open);
        file.SetLength(file.Length == 0 ? 0 : Math.Abs((long)cut * 7919) % file.Length);
    }
}
