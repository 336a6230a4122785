using Ci.Jobs.Logs;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Logs;

public sealed class LogWriterTests : IDisposable
{
    private const string T1 = "2026-11-24T11:11:15.123456789Z";
    private const string T2 = "2026-11-24T11:11:16.000000001Z";
    private readonly LogBench bench = new();

    [Fact]
    public void A_line_is_one_line_of_text_with_its_time()
    {
        using (var log = bench.Logs.Append(LogBench.Build))
        {
            log.Write(LogStream.Step, "Build");
            log.Write(LogStream.Out, "hello  world", T1);
            log.Write(LogStream.Err, "", T2);
        }

        var lines = File.ReadAllLines(bench.FilePath);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z step Build$", lines[0]);
        Assert.Equal($"{T1} out hello  world", lines[1]);
        Assert.Equal($"{T2} err ", lines[2]);
        var read = bench.Logs.Read(LogBench.Build, 2, 10);
        Assert.Equal(new LogLine(2, DateTimeOffset.Parse("2026-11-24T11:11:15.1234567Z", null), LogStream.Out, "hello  world"), read[0]);
        Assert.Equal(new LogLine(3, DateTimeOffset.Parse("2026-11-24T11:11:16Z", null), LogStream.Err, ""), read[1]);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Logs_are_for_their_owner_only()
    {
        bench.Logs.Append(new LogKey("shop", LogKind.Deployment, 7)).Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.PathTo("shop", "deployments", "7.log")));
        Assert.All(["", "shop", "shop/deployments"], folder =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(bench.PathTo(folder))));
    }

    [Fact]
    public void A_torn_tail_is_cut_and_writing_goes_on()
    {
        bench.Put($"{T1} out whole\n{T2} out to");
        Assert.Equal(1, bench.Logs.Count(LogBench.Build));

        using (var log = bench.Logs.Append(LogBench.Build))
        {
            Assert.Equal(1, log.Lines);
            Assert.Equal(new LogResume(T1, 1, null, 0), log.Resume);
            log.Write(LogStream.Out, "torn", T2);
        }

        Assert.Equal(["whole", "torn"], bench.Texts());
    }

    [Fact]
    public void A_long_line_of_which_pieces_are_missing_is_cut_whole()
    {
        bench.Put($"{T1} out whole\n{T1} out+ first piece\n{T1} out+ second piece\n");

        using var log = bench.Logs.Append(LogBench.Build);

        Assert.Equal((1, 1), (log.Lines, log.Resume.OutCount));
        Assert.Equal(1, bench.Logs.Count(LogBench.Build));
    }

    [Fact]
    public void Resume_counts_lines_at_the_last_time_of_each_stream_and_no_words_of_our_own()
    {
        using (var log = bench.Logs.Append(LogBench.Build))
        {
            log.Write(LogStream.Err, "e", T1);
            log.Write(LogStream.Out, "a", T1);
            log.Write(LogStream.Out, "b", T2);
            log.Write(LogStream.Out, new string('x', 40_000), T2);
            log.Write(LogStream.Out, "printed by a tool, not by a container");
            log.Write(LogStream.Note, "note");
            Assert.Equal(new LogResume(T2, 2, T1, 1), log.Resume);
        }

        using var again = bench.Reopen().Append(LogBench.Build);
        Assert.Equal(new LogResume(T2, 2, T1, 1), again.Resume);
        Assert.Equal(8, again.Lines);
        Assert.Equal(new FileInfo(bench.FilePath).Length, again.Bytes);
    }

    [Fact]
    public void Long_lines_newlines_and_progress_are_laid_out()
    {
        using (var log = bench.Logs.Append(LogBench.Build))
        {
            log.Write(LogStream.Out, "one\ntwo\r\n\nthree\n");
            log.Write(LogStream.Out, "1 %\r2 %\r");
            log.Write(LogStream.Out, new string('y', LogRules.PieceLength + 1));
        }

        Assert.Equal(["one", "two", "", "three", "2 %", new string('y', LogRules.PieceLength), "y"], bench.Texts());
    }

    [Fact]
    public void Secrets_are_redacted_before_they_reach_the_file()
    {
        using (var log = bench.Logs.Append(LogBench.Build, new Redactor(["hunter22"])))
        {
            log.Write(LogStream.Out, "password hunter22");
            log.Write(LogStream.Out, "hun\u0000ter\u001b[2K22");
            log.Write(LogStream.Out, new string('z', LogRules.PieceLength - 4) + "hunter22");
        }

        Assert.DoesNotContain("hunter22", string.Concat(bench.Texts()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_line_after_a_pause_is_in_the_file_at_once()
    {
        using var log = bench.Logs.Append(LogBench.Build);

        log.Write(LogStream.Out, "first");

        Assert.Equal(["first"], bench.Texts());
    }

    [Fact]
    public async Task The_next_lines_are_in_the_file_soon_without_more_writes()
    {
        using var log = bench.Logs.Append(LogBench.Build);
        for (var i = 0; i < 10; i++) log.Write(LogStream.Out, "line");

        await Ci.Testing.Eventually.TrueAsync(() => bench.Logs.Count(LogBench.Build) == 10, "ten lines", TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Theory, InlineData("../x"), InlineData(""), InlineData("a/b"), InlineData("A"), InlineData(".")]
    public void Only_names_of_projects_become_paths(string project)
    {
        Assert.Throws<ArgumentException>(() => bench.Logs.Count(new LogKey(project, LogKind.Build, 1)));
        Assert.Throws<ArgumentException>(() => bench.Logs.Delete(project));
    }

    [Fact]
    public void Deleting_a_project_takes_its_logs_only()
    {
        bench.Logs.Append(LogBench.Build).Dispose();
        bench.Logs.Append(new LogKey("shop2", LogKind.Build, 1)).Dispose();

        bench.Logs.Delete("shop");
        bench.Logs.Delete("never-built");

        Assert.False(Directory.Exists(bench.PathTo("shop")));
        Assert.True(File.Exists(bench.PathTo("shop2", "1.log")));
        Assert.Null(bench.Logs.OpenRaw(LogBench.Build));
        Assert.Equal(0, bench.Logs.Count(LogBench.Build));
    }

    [Property(MaxTest = 100)]
    public void What_is_written_is_read_back(string?[] texts)
    {
        using var fresh = new LogBench();
        var cleaned = texts.Select(text => LogRules.Clean((text ?? "").ReplaceLineEndings(" "))).ToList();
        using (var log = fresh.Logs.Append(LogBench.Build))
        {
            foreach (var text in cleaned) log.Write(LogStream.Out, text, T1);
        }

        var expected = cleaned.Select(text => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal(expected, fresh.Texts());
    }

    public void Dispose() => bench.Dispose();
}
