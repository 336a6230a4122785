using Ci.Jobs.Builds;
using Ci.Jobs.Logs;
using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Storage;
using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

/// <summary>The rules that only the repository can answer, on real histories.</summary>
public sealed class TriggerCheckTests : GitScene
{
    private static readonly TriggerSettings Docs = new() { Paths = ["docs"] };
    private readonly StoreScene stores = new();

    [Fact]
    public async Task The_first_build_of_a_branch_counts_every_file()
    {
        var commit = await CommitAsync("first", ("src/a", "1"));

        Assert.Null(await SkippedAsync(commit, Docs));

        Assert.Equal("Nothing of main was built before: every file counts.", LastTrace().Text);
    }

    [Fact]
    public async Task What_changed_since_the_last_built_commit_decides_not_since_the_last_push()
    {
        await BuiltAsync(await CommitAsync("first", ("docs/a", "1"), ("src/a", "1")), Docs);
        await CommitAsync("docs", ("docs/a", "2"));

        Assert.Null(await SkippedAsync(await CommitAsync("code", ("src/a", "2")), Docs));

        var trace = LastTrace();
        Assert.Equal("1 of 2 changed files match docs (since #1).", trace.Text);
        Assert.Equal(["docs/a", "src/a"], trace.Paths!.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_push_without_a_file_that_counts_is_skipped_with_its_evidence()
    {
        await BuiltAsync(await CommitAsync("first", ("docs/a", "1"), ("src/a", "1")), Docs);

        var skipped = await SkippedAsync(await CommitAsync("code", ("src/a", "2"), ("src/b", "1")), Docs);

        Assert.Equal("No changed file matches docs (since #1).", skipped!.Message);
        var build = stores.Builds.Find("shop", 2)!;
        Assert.Equal((BuildState.Skipped, skipped.Message), (build.State, build.Reason));
        var verdict = stores.Deliveries.VerdictOf(build.Id)!;
        Assert.Equal((DeliveryVerdict.Skipped, skipped.Message), (verdict.Verdict, verdict.Reason));
        Assert.Equal((TriggerOutcome.Stopped, 2), (verdict.Trace[^1].Outcome, verdict.Trace[^1].Paths!.Changed));
        Assert.Equal((DeliveryVerdict.Skipped, skipped.Message), Delivered(verdict.DeliveryId));
    }

    [Fact]
    public async Task The_commits_own_patterns_decide_where_it_brings_some()
    {
        await BuiltAsync(await CommitAsync("first", ("docs/a", "1"), (".ci.yml", "trigger:\n  paths: src\n")), Docs);

        var skipped = await SkippedAsync(await CommitAsync("docs", ("docs/a", "2")), Docs);

        Assert.Equal("No changed file matches src (since #1).", skipped!.Message);
        Assert.Null(await SkippedAsync(await CommitAsync("code", ("src/a", "1")), Docs));
    }

    [Fact]
    public async Task A_renamed_file_counts_under_its_old_and_its_new_name()
    {
        await BuiltAsync(await CommitAsync("first", ("docs/a", "some text that stays the same"), ("src/a", "1")), Docs);
        await Shop.GitAsync("mv", "docs/a", "src/moved");

        Assert.Null(await SkippedAsync(await CommitAsync("move", ("src/a", "1")), Docs));
    }

    [Fact]
    public async Task A_merge_counts_what_it_brings_in()
    {
        await BuiltAsync(await CommitAsync("first", ("docs/a", "1"), ("src/a", "1")), Docs);
        await Shop.BranchAsync("side");
        await Shop.CommitAsync("docs/a", "2", "docs on a side branch");
        await Shop.CheckoutAsync("main");
        await Shop.CommitAsync("src/a", "2", "code");
        await Shop.GitAsync("merge", "--quiet", "--no-edit", "side");
        await Shop.PushAsync();

        Assert.Null(await SkippedAsync(await Shop.TipAsync("main"), Docs));
    }

    [Fact]
    public async Task A_force_push_counts_what_differs_from_the_built_commit_though_it_is_no_ancestor()
    {
        var first = await CommitAsync("first", ("docs/a", "1"), ("src/a", "1"));
        await BuiltAsync(await CommitAsync("docs", ("docs/a", "2")), Docs);
        await Shop.ResetAsync(first);

        var back = await SkippedAsync(await CommitAsync("code instead", ("src/a", "2")), Docs);

        Assert.Null(back);
        Assert.Contains("docs/a", LastTrace().Paths!.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task An_unrelated_history_with_the_same_files_is_no_change()
    {
        await BuiltAsync(await CommitAsync("first", ("docs/a", "1"), ("src/a", "1")), Docs);
        await Shop.GitAsync("checkout", "--quiet", "--orphan", "fresh");
        await Shop.GitAsync("commit", "--quiet", "--all", "--message", "unrelated");
        await Shop.GitAsync("push", "--quiet", "--force", "origin", "HEAD:main");

        var skipped = await SkippedAsync(await Shop.TipAsync("main"), Docs);

        Assert.Equal("No file changed (since #1).", skipped!.Message);
    }

    [Fact]
    public async Task A_built_commit_that_is_gone_makes_every_file_count()
    {
        await BuiltAsync(await CommitAsync("first", ("src/a", "1")), Docs);
        Directory.Delete(Mirrors, recursive: true);
        await Shop.GitAsync("checkout", "--quiet", "--orphan", "fresh");
        await Shop.GitAsync("commit", "--quiet", "--all", "--message", "unrelated");
        await Shop.GitAsync("push", "--quiet", "--force", "origin", "HEAD:main");

        Assert.Null(await SkippedAsync(await Shop.TipAsync("main"), Docs));

        Assert.Contains("is not in the repository any more: every file counts.", LastTrace().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_build_is_not_a_built_commit()
    {
        await BuiltAsync(await CommitAsync("first", ("docs/a", "1"), ("src/a", "1")), Docs);
        await EndedAsync(await CommitAsync("docs", ("docs/a", "2")), Docs, BuildState.Failed);

        Assert.Null(await SkippedAsync(await CommitAsync("code", ("src/a", "2")), Docs));
    }

    [Fact]
    public async Task A_skip_word_in_the_body_of_the_message_is_found_in_git_where_the_payload_was_silent()
    {
        var commit = await CommitAsync("Typo\n\nNothing to see. [CI Skip]", ("src/a", "1"));

        Assert.Equal("The commit's message has [ci skip].", (await SkippedAsync(commit, new TriggerSettings()))!.Message);
        Assert.Null(await SkippedAsync(commit, new TriggerSettings { SkipWords = false }, "other"));
    }

    [Fact]
    public async Task What_a_person_asks_for_is_not_judged()
    {
        await BuiltAsync(await CommitAsync("first", ("docs/a", "1"), ("src/a", "1")), Docs);
        var commit = await CommitAsync("code [skip ci]", ("src/a", "2"));
        var build = stores.Builds.Claim(stores.Builds.Add(stores.Projects.Find("shop")!, new NewBuild(BuildTrigger.Manual, "ann", "main", commit)), "driver")!;

        await CheckAsync(build);
    }

    [Fact]
    public async Task Names_with_spaces_line_breaks_and_other_scripts_are_whole()
    {
        await BuiltAsync(await CommitAsync("first", ("src/a", "1")), Docs);

        Assert.Null(await SkippedAsync(await CommitAsync("names", ("docs/ü x\n日本 \"q\".md", "1"), ("src/a", "2")), Docs));

        Assert.Contains("docs/ü x\n日本 \"q\".md", LastTrace().Paths!.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_push_that_takes_a_commit_back_is_built_though_the_commit_was_newer()
    {
        var first = await CommitAsync("first", ("src/a", "1"));
        var running = await PushedAsync(await CommitAsync("second", ("src/a", "2")), new TriggerSettings(), "shop");
        await CheckAsync(running);
        stores.Builds.Cancel(running, "a newer push (#2)");
        stores.Builds.Finish(stores.Builds.Find(running.Id)!, BuildState.Canceled, "Canceled.", nextAction: null);
        await Shop.ResetAsync(first);
        await Shop.PushAsync(force: true);

        await CheckAsync(await PushedAsync(first, new TriggerSettings(), "shop"));

        Assert.Equal(first, stores.Builds.Find("shop", 2)!.CommitHash);
    }

    [Fact]
    public async Task A_skip_word_leaves_out_no_push_whose_place_the_commit_took()
    {
        var waiting = await PushedAsync(await CommitAsync("code", ("src/a", "1")), new TriggerSettings(), "shop");
        stores.Builds.Finish(waiting, BuildState.Superseded, "A newer push arrived before it started.", nextAction: null);

        Assert.Null(await SkippedAsync(await CommitAsync("docs [skip ci]", ("docs/a", "1")), new TriggerSettings()));

        var message = stores.Deliveries.VerdictOf(stores.Builds.Find("shop", 2)!.Id)!.Trace.Single(step => step.Rule == TriggerRules.Message);
        Assert.Equal((TriggerOutcome.Passed, "The commit's message has [skip ci], but it took the place of a push that waited."), (message.Outcome, message.Text));
    }

    [Fact]
    public async Task A_tag_of_an_older_commit_does_not_take_the_place_of_a_newer_release()
    {
        var trigger = new TriggerSettings { Tags = ["v*"] };
        var first = await CommitAsync("first", ("src/a", "1"));
        await Shop.GitAsync("push", "--quiet", "origin", "HEAD:refs/tags/v9");
        var second = await CommitAsync("second", ("src/a", "2"));
        await Shop.GitAsync("push", "--quiet", "origin", "HEAD:refs/tags/v10");
        await BuiltAsync(second, trigger);

        var tagged = await PushedAsync(first, trigger, "shop", "refs/tags/v9");
        var older = await Assert.ThrowsAsync<SupersededException>(() => CheckAsync(tagged));
        stores.Builds.Finish(stores.Builds.Find(tagged.Id)!, BuildState.Superseded, older.Message, nextAction: null);
        await CheckAsync(await PushedAsync(second, trigger, "shop", "refs/tags/v10"));

        Assert.Equal($"Build #1 already has the newer commit {second[..7]}.", older.Message);
    }

    [Fact]
    public async Task A_branch_that_was_taken_back_is_built_where_it_stands_now()
    {
        var first = await CommitAsync("first", ("src/a", "1"));
        await BuiltAsync(await CommitAsync("second", ("src/a", "2")), new TriggerSettings());
        await Shop.ResetAsync(first);
        await Shop.PushAsync(force: true);

        await CheckAsync(await PushedAsync(first, new TriggerSettings(), "shop"));

        Assert.Equal(first, stores.Builds.Find("shop", 2)!.CommitHash);
    }

    [Fact]
    public async Task A_build_closes_the_offers_of_older_commits_and_keeps_those_of_newer_ones()
    {
        var commits = new[] { await CommitAsync("first", ("src/a", "1")), await CommitAsync("second", ("src/a", "2")), await CommitAsync("third", ("src/a", "3")) };
        stores.Projects.Add("shop", Url, "main", new ProjectSettings(), "ann");
        var older = await OfferAsync(commits[0]);
        var pushed = await PushedAsync(commits[1], new TriggerSettings(), "shop");
        Assert.Equal(DeliveryVerdict.Offered, Delivered(older).Verdict);

        await CheckAsync(pushed);

        Assert.Equal((DeliveryVerdict.Skipped, "A newer commit came before anybody decided."), Delivered(older));
        stores.Builds.Finish(stores.Builds.Find(pushed.Id)!, BuildState.Failed, "Done.", nextAction: null);
        var newest = await OfferAsync(commits[2]);
        await CheckAsync(stores.Builds.Claim(stores.Builds.Add(stores.Projects.Find("shop")!, new NewBuild(BuildTrigger.Manual, "ann", "main", commits[1])), "driver")!);
        Assert.Equal(DeliveryVerdict.Offered, Delivered(newest).Verdict);
    }

    public override async ValueTask DisposeAsync()
    {
        stores.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task BuiltAsync(string commit, TriggerSettings trigger) => EndedAsync(commit, trigger, BuildState.Succeeded);

    private async Task EndedAsync(string commit, TriggerSettings trigger, BuildState state)
    {
        var build = await PushedAsync(commit, trigger, "shop");
        await CheckAsync(build);
        stores.Builds.Finish(stores.Builds.Find(build.Id)!, state, "Done.", nextAction: null);
    }

    private async Task<SkippedException?> SkippedAsync(string commit, TriggerSettings trigger, string project = "shop")
    {
        var build = await PushedAsync(commit, trigger, project);
        try
        {
            await CheckAsync(build);
            return null;
        }
        catch (SkippedException skipped)
        {
            new VerdictStore(stores.Database, stores.Builds, TimeProvider.System).Skip(stores.Builds.Find(build.Id)!, skipped.Steps, skipped.Message, "Build it by hand.");
            return skipped;
        }
    }

    private async Task<Build> PushedAsync(string commit, TriggerSettings trigger, string name, string reference = "refs/heads/main")
    {
        var project = stores.Projects.Find(name) ?? stores.Projects.Add(name, Url, "main", new ProjectSettings { Trigger = trigger }, "ann")!;
        var push = new Push("acme/shop", Url, null, reference, null, commit, "ann", null, null, Deleted: false, Forced: false);
        var recorded = await stores.Recorder.RecordAsync(new WebhookCall("github", "push", Guid.NewGuid().ToString(), IsPing: false, [push], Ignored: null), Triggers.Pushes.Received);
        return stores.Builds.Claim(stores.Builds.Find(recorded.Builds.Single(build => build.Project == project.Name).Id)!, "driver")!;
    }

    private async Task<long> OfferAsync(string commit) => (await stores.Recorder.RecordAsync(
        new WebhookCall("poll", "look", Guid.NewGuid().ToString(), IsPing: false, [Triggers.Pushes.Main with { CloneUrl = Url, After = commit }], Ignored: null),
        Triggers.Pushes.Received, offer: true)).DeliveryId;

    private async Task CheckAsync(Build build)
    {
        using var log = new LogFolder(stores.Data, TimeProvider.System).Append(new LogKey(build.Project, LogKind.Build, build.Number));
        var git = new Git(Options, TimeProvider.System);
        var check = new TriggerCheck(git, stores.Builds, new VerdictStore(stores.Database, stores.Builds, TimeProvider.System));
        await new CommitCheckout(git, stores.Builds, new OfferStore(stores.Database), new CommitConfig(git), check).FetchAsync(new BuildRun(build, stores.Builds, log, TimeProvider.System), TestContext.Current.CancellationToken);
    }

    private TriggerStep LastTrace() => stores.Deliveries.VerdictOf(stores.Builds.List(projectId: null, 1)[0].Id)!.Trace[^1];

    private (DeliveryVerdict Verdict, string Reason) Delivered(long id) => stores.Deliveries.Find(id) is { } delivery ? (delivery.Verdict, delivery.Reason) : default;
}
