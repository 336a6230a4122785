using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Xunit;
using static Ci.Jobs.Triggers.TriggerOutcome;

namespace Ci.Jobs.Tests.Triggers;

public sealed class TriggerRulesTests
{
    [Fact]
    public void A_push_to_the_projects_branch_starts_a_build_and_every_rule_says_why()
    {
        var verdict = Judge(Pushes.Main);

        Assert.True(verdict.Starts);
        Assert.Equal(["Repository", "Event", "Branch", "New commit", "Message", "Paths"], verdict.Trace.Select(step => step.Rule));
        Assert.All(verdict.Trace, step => Assert.Equal(Passed, step.Outcome));
        Assert.Equal("Branch main is the project's.", verdict.Trace[2].Text);
    }

    [Fact]
    public void The_rule_that_stops_it_is_the_reason_and_the_others_are_not_asked()
    {
        var verdict = Judge(Pushes.Main with { Ref = "refs/heads/dev/cart" });

        Assert.Equal((false, "Branch dev/cart is not built, only main."), (verdict.Starts, verdict.Reason));
        Assert.Equal([Passed, Passed, Stopped, NotAsked, NotAsked, NotAsked], verdict.Trace.Select(step => step.Outcome));
    }

    [Theory]
    [InlineData("refs/heads/release/1.2", true), InlineData("refs/heads/release/1/x", false), InlineData("refs/heads/main", true), InlineData("refs/heads/hotfix", true), InlineData("refs/heads/release/old", false)]
    public void Branch_patterns_add_to_the_projects_branch(string reference, bool starts) =>
        Assert.Equal(starts, Judge(Pushes.Main with { Ref = reference }, new TriggerSettings { Branches = ["release/*", "hotfix", "!release/old"] }).Starts);

    [Theory]
    [InlineData("v1.2", true, "Every rule was met."), InlineData("nightly", false, "Tag nightly is not built, only v*.")]
    public void Tags_are_built_by_pattern(string tag, bool starts, string reason)
    {
        var verdict = Judge(Pushes.Main with { Ref = "refs/tags/" + tag }, new TriggerSettings { Tags = ["v*"] });

        Assert.Equal((starts, reason), (verdict.Starts, verdict.Reason));
    }

    [Fact]
    public void Without_tag_patterns_tags_start_nothing() => AssertStopped("Tags are not built.", Pushes.Main with { Ref = "refs/tags/main" });

    [Fact]
    public void A_deleted_branch_starts_nothing() =>
        AssertStopped("main was deleted: there is nothing to build.", Pushes.Main with { After = null, Deleted = true });

    [Fact]
    public void Another_kind_of_ref_starts_nothing() =>
        AssertStopped("refs/notes/commits is neither a branch nor a tag.", Pushes.Main with { Ref = "refs/notes/commits" });

    [Fact]
    public void A_commit_that_the_refs_newest_build_has_is_not_built_again() =>
        AssertStopped("Build #7 has commit 0123456 already.", Pushes.Main, earlier: new EarlierBuild { Number = 7, CommitHash = Pushes.Commit });

    [Fact]
    public void A_commit_that_an_older_build_has_is_new_again_after_a_force_push() =>
        Assert.True(Judge(Pushes.Main, earlier: new EarlierBuild { Number = 8, CommitHash = Pushes.Hash('b') }).Starts);

    [Fact]
    public void A_commit_at_which_a_later_push_began_is_late() => AssertStopped(
        "The call came late: the push of build #8 began at 0123456 and brought a newer commit.", Pushes.Main, earlier: new EarlierBuild { Number = 8, CommitHash = Pushes.Hash('b'), IsLater = true });

    [Fact]
    public void Skip_words_are_heeded_unless_the_project_does_not()
    {
        var push = Pushes.Main with { SkipWord = "[skip ci]" };

        AssertStopped("The commit's message has [skip ci].", push);
        Assert.True(Judge(push, new TriggerSettings { SkipWords = false }).Starts);
    }

    [Fact]
    public void The_payloads_files_prove_a_match()
    {
        var verdict = Judge(Pushes.Main with { ChangedPaths = ["docs/a.md", "src/b.cs"] }, new TriggerSettings { Paths = ["docs"] });

        Assert.Equal((true, "1 of 2 changed files match docs."), (verdict.Starts, verdict.Reason));
        Assert.Equal(Passed, verdict.Trace[^1].Outcome);
    }

    [Fact]
    public void The_payloads_files_never_prove_the_contrary()
    {
        var verdict = Judge(Pushes.Main with { ChangedPaths = ["src/b.cs"] }, new TriggerSettings { Paths = ["docs"] });

        Assert.True(verdict.Starts);
        Assert.Equal((Later, "Whether a file matches docs is asked of git when the build starts."), (verdict.Trace[^1].Outcome, verdict.Trace[^1].Text));
    }

    [Fact]
    public void Pull_requests_are_built_when_wanted_and_not_from_forks()
    {
        var push = Pushes.Main with { Ref = "refs/pull/7/head", PullRequest = new PullRequest(7, "Add cart", "cart", "main", FromFork: false) };
        var wanted = new TriggerSettings { PullRequests = true };

        AssertStopped("Pull requests are not built: the project's trigger settings can turn that on.", push);
        Assert.True(Judge(push, wanted).Starts);
        AssertStopped("Pull request 7 comes from a fork, whose code is not run here.", push with { PullRequest = push.PullRequest with { FromFork = true } }, wanted);
        AssertStopped("Pull request 7 is for branch next, which is not built, only main.", push with { PullRequest = push.PullRequest with { TargetBranch = "next" } }, wanted);
    }

    [Fact]
    public void A_project_that_is_being_deleted_takes_no_new_work() =>
        Assert.Equal("shop is being deleted.", TriggerRules.Judge(Sample.Project() with { DeletingAt = Sample.Noon }, Pushes.Main, earlier: null).Reason);

    private static TriggerVerdict Judge(Push push, TriggerSettings? trigger = null, EarlierBuild? earlier = null) =>
        TriggerRules.Judge(Sample.Project() with { Settings = new ProjectSettings { Trigger = trigger ?? new() } }, push, earlier);

    private static void AssertStopped(string reason, Push push, TriggerSettings? trigger = null, EarlierBuild? earlier = null)
    {
        var verdict = Judge(push, trigger, earlier);
        Assert.Equal((false, reason), (verdict.Starts, verdict.Reason));
    }
}
