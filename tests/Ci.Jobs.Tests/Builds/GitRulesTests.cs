using System.Text;
using Ci.Jobs.Builds;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

public sealed class GitRulesTests
{
    [Theory]
    [InlineData("fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output", GitFailure.DiskFull, "The server's disk is full.")]
    [InlineData("ssh: Could not resolve hostname git.example.com: Name or service not known\nfatal: Could not read from remote repository.", GitFailure.HostUnknown, "Host git.example.com is not known.")]
    [InlineData("ssh: connect to host git.example.com port 22: Connection refused\nfatal: Could not read from remote repository.", GitFailure.Unreachable, "Host git.example.com refused the connection or did not answer.")]
    [InlineData("git@git.example.com: Permission denied (publickey).\nfatal: Could not read from remote repository.", GitFailure.NeedsCredentials, "Repository git@git.example.com:a/b needs credentials, or it does not exist.")]
    [InlineData("Host key verification failed.\nfatal: Could not read from remote repository.", GitFailure.Untrusted, "The identity of git.example.com could not be verified.")]
    [InlineData("fatal: unable to access 'https://h/': SSL certificate problem: self-signed certificate", GitFailure.Untrusted, "The identity of git.example.com could not be verified.")]
    [InlineData("fatal: unable to access 'https://h/': Operation too slow. Less than 1000 bytes/sec transferred the last 60 seconds", GitFailure.TimedOut, "Host git.example.com sent next to nothing for too long.")]
    [InlineData("fatal: early EOF\nfatal: fetch-pack: invalid index-pack output", GitFailure.TransferBroken, "Host git.example.com ended the transfer of the repository in the middle.")]
    [InlineData("fatal: bad object refs/ci/x", GitFailure.Other, "git failed (fatal: bad object refs/ci/x).")]
    [InlineData("", GitFailure.Other, "git failed.")]
    internal void The_cause_is_read_out_of_git_s_lines(string errors, GitFailure failure, string reason)
    {
        var explained = GitRules.Explain("git@git.example.com:a/b", "main", errors);

        Assert.Equal((failure, reason), (explained.Failure, explained.Message));
        Assert.EndsWith(".", explained.NextAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Percentages_are_left_out_and_what_a_server_says_is_bounded_and_no_cause()
    {
        var lines = new List<string>();
        var output = new GitOutput(lines.Add);
        var said = "remote: Enumerating objects: 5, done.\nReceiving objects:  10% (1/10)\rReceiving objects: 100% (10/10), 1.2 MiB | 3 MiB/s\rReceiving objects: 100% (10/10), done.\n"
            + "remote: No space left on device\nremote: " + new string('x', 100_000) + "\nfatal: The requested URL returned error: 403";

        await output.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(said)), TestContext.Current.CancellationToken);

        Assert.Equal(5, lines.Count);
        Assert.Equal(["remote: Enumerating objects: 5, done.", "Receiving objects: 100% (10/10), done."], lines.Take(2));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 1000));
        Assert.Equal("Receiving objects: 100% (10/10), done.\nfatal: The requested URL returned error: 403", output.Last);
    }

    [Theory]
    [InlineData(BuildTrigger.Push, GitFailure.BranchNotFound, false, "Branch main does not exist any more: it was deleted after this push.")]
    [InlineData(BuildTrigger.Push, GitFailure.CommitNotOnBranch, true, "Commit abc is not there.")]
    [InlineData(BuildTrigger.Push, GitFailure.CommitNotOnBranch, false, "Commit abc is not there: it was forced away after this push, or was never there.")]
    [InlineData(BuildTrigger.Push, GitFailure.Unreachable, false, null)]
    [InlineData(BuildTrigger.Manual, GitFailure.BranchNotFound, false, null)]
    [InlineData(BuildTrigger.Schedule, GitFailure.CommitNotOnBranch, true, null)]
    internal void What_a_push_told_of_and_is_gone_makes_the_push_out_of_date(BuildTrigger trigger, GitFailure failure, bool forcedAway, string? reason) => Assert.Equal(
        reason, GitRules.OutOfDate(trigger, "refs/heads/main", new GitException(failure, "Commit abc is not there.", "Push again.") { ForcedAway = forcedAway }));
}
