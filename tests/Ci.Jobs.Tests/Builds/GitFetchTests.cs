using Ci.Jobs.Builds;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

public sealed class GitFetchTests : GitScene
{
    [Fact]
    public async Task The_tip_of_a_branch_is_found_with_its_message_and_author()
    {
        var commit = await CommitAsync("Sell apples\n\nand pears", ("a.txt", "1"));

        var checkout = await FetchAsync();

        Assert.Equal((commit, "Sell apples", "Ada Tester", "ada@example.test"), (checkout.Commit, checkout.Message, checkout.Author, checkout.AuthorEmail));
        Assert.InRange(checkout.CommittedAt, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(200));
        Assert.Contains(Lines, line => line.Contains("[new branch]", StringComparison.Ordinal) || line.Contains("->", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_fetch_updates_the_same_mirror_and_finds_an_older_commit_too()
    {
        var first = await CommitAsync("one", ("a.txt", "1"));
        await FetchAsync();
        var second = await CommitAsync("two", ("a.txt", "2"));

        Assert.Equal(second, (await FetchAsync()).Commit);
        Assert.Equal(first, (await FetchAsync(first.ToUpperInvariant())).Commit);
        Assert.Equal(second, (await FetchAsync(second)).Commit);
        Assert.Single(Directory.GetDirectories(Mirrors));
    }

    [Fact]
    public async Task A_commit_that_was_forced_away_is_refused_and_the_new_tip_found()
    {
        await CommitAsync("one", ("a.txt", "1"));
        var gone = await CommitAsync("two", ("a.txt", "2"));
        await FetchAsync();
        await Shop.ResetAsync("HEAD~1");
        var tip = await CommitAsync("three", ("a.txt", "3"));

        var failed = await FailAsync(gone);

        Assert.Equal($"Commit {gone[..7]} is not on branch main any more (it was forced away). Push again or build the tip.", $"{failed.Message} {failed.NextAction}");
        Assert.Equal(tip, (await FetchAsync()).Commit);
    }

    [Fact]
    public async Task An_annotated_tag_asked_for_by_its_own_id_is_its_commit()
    {
        var commit = await CommitAsync("one", ("a.txt", "1"));
        await Shop.GitAsync("tag", "--annotate", "v1", "--message", "The first");
        await Shop.GitAsync("push", "--quiet", "origin", "v1");
        var tag = await Shop.GitAsync("rev-parse", "v1");

        var checkout = await FetchAsync(tag, "refs/tags/v1");

        Assert.NotEqual(commit, tag);
        Assert.Equal((commit, "one", true), (checkout.Commit, checkout.Message, checkout.IsTip));
    }

    [Fact]
    public async Task A_commit_of_another_branch_or_of_none_is_refused()
    {
        await CommitAsync("one", ("a.txt", "1"));
        await Shop.BranchAsync("side");
        var side = await CommitAsync("side", ("b.txt", "1"));
        await FetchAsync(branch: "side");

        var failed = await FailAsync(side);
        var unknown = await FailAsync("0123456789012345678901234567890123456789");

        Assert.Equal((GitFailure.CommitNotOnBranch, GitFailure.CommitNotOnBranch), (failed.Failure, unknown.Failure));
        Assert.Equal($"Commit {side[..7]} is not on branch main. Push it to main or build the tip.", $"{failed.Message} {failed.NextAction}");
    }

    [Fact]
    public async Task Branches_whose_names_collide_as_directories_live_in_one_mirror()
    {
        await CommitAsync("one", ("a.txt", "1"));
        await Shop.PushAsync("main:refs/heads/a");
        await FetchAsync(branch: "a");
        await Shop.DeleteRemoteBranchAsync("a");
        await Shop.PushAsync("main:refs/heads/a/b");

        await FetchAsync(branch: "a/b");

        Assert.Equal(GitFailure.BranchNotFound, (await FailAsync(branch: "a")).Failure);
    }

    [Theory]
    [InlineData("a;id"), InlineData("a`id`"), InlineData("a$(id)"), InlineData("größe"), InlineData("--end"), InlineData("+x")]
    public async Task Odd_but_legal_names_are_taken_literally_or_refused(string branch)
    {
        var commit = await CommitAsync("one", ("a.txt", "1"));
        await Shop.PushAsync("main:refs/heads/" + branch);

        if (branch.StartsWith('-')) Assert.Equal(GitFailure.NotAllowed, (await FailAsync(branch: branch)).Failure);
        else Assert.Equal(commit, (await FetchAsync(branch: branch)).Commit);
    }

    [Theory]
    [InlineData("../../x"), InlineData("a..b"), InlineData("@{-1}"), InlineData("main:refs/heads/x"), InlineData("*"), InlineData("a\r\nb")]
    public async Task Names_git_would_read_as_more_than_a_branch_never_reach_it(string branch)
    {
        Assert.Equal(GitFailure.NotAllowed, (await FailAsync(branch: branch)).Failure);
        Assert.Equal(0, Server.Requests);
    }

    [Theory]
    [InlineData("ext::sh -c touch% /tmp/x"), InlineData("fd::17"), InlineData("file:///etc"), InlineData("/etc"), InlineData("ssh://-oProxyCommand=x/"), InlineData("--upload-pack=x")]
    public async Task Urls_that_lead_to_the_server_itself_are_refused(string url) =>
        Assert.Equal(GitFailure.NotAllowed, (await FailAsync(url: url)).Failure);

    [Fact]
    public async Task Http_is_refused_unless_allowed() =>
        Assert.Equal(GitFailure.NotAllowed, (await FailAsync(options: Options with { AllowHttp = false })).Failure);

    [Fact]
    public async Task Submodules_are_not_fetched()
    {
        await CommitAsync("one", (".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = " + Server.Url + "evil\n"));
        var commit = await Shop.GitAsync("rev-parse", "HEAD");
        await Shop.GitAsync("update-index", "--add", "--cacheinfo", $"160000,{commit},x");
        await Shop.GitAsync("commit", "--quiet", "-m", "two");
        await Shop.PushAsync();
        var asked = new List<string>();
        Server.AnswerFirst = context =>
        {
            asked.Add(context.Request.Path);
            return Task.FromResult(false);
        };

        await FetchAsync();

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, path => path.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_fetches_of_one_mirror_take_turns()
    {
        var commit = await CommitAsync("one", ("a.txt", "1"));
        var git = new Git(Options, TimeProvider.System);

        var checkouts = await Task.WhenAll(
            git.FetchAsync(Url, "main", commit, Note, TestContext.Current.CancellationToken),
            git.FetchAsync(Url, "main", null, Note, TestContext.Current.CancellationToken),
            FetchAsync(commit));

        Assert.All(checkouts, checkout => Assert.Equal(commit, checkout.Commit));
    }
}
