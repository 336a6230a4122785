using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Builds;
using Ci.Jobs.Tests.Storage;
using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

/// <summary>Looks at real repositories for what no webhook told.</summary>
public sealed class HeadWatchTests : GitScene
{
    private readonly StoreScene stores = new();

    [Fact]
    public async Task A_commit_without_a_webhook_is_offered_once()
    {
        var commit = await CommitAsync("first", ("a", "1"));
        var project = Add(MissedPushes.Offer);

        var missed = Assert.Single(await LookAsync(project));
        Assert.Empty(await LookAsync(project));

        Assert.Equal(("refs/heads/main", commit, DeliveryVerdict.Offered), (missed.Ref, missed.Commit, missed.Recorded.Verdict));
        Assert.Empty(stores.Builds.Open());
        var looked = stores.Projects.Find("shop")!;
        Assert.NotNull(looked.LookedAt);
        Assert.Null(looked.LookProblem);
    }

    [Fact]
    public async Task Or_built_where_the_project_wants_that()
    {
        var project = Add(MissedPushes.Build);
        var first = await CommitAsync("first", ("a", "1"));
        await LookAsync(project);
        var second = await CommitAsync("second", ("a", "2"));

        Assert.Equal(DeliveryVerdict.Built, Assert.Single(await LookAsync(project)).Recorded.Verdict);

        Assert.Equal([first, second], stores.Builds.Open().Select(build => build.CommitHash));
        Assert.All(stores.Builds.Open(), build => Assert.Equal((BuildTrigger.Push, "poll"), (build.Trigger, build.Actor)));
    }

    [Fact]
    public async Task A_commit_that_a_webhook_told_is_not_missed()
    {
        var project = Add(MissedPushes.Build);
        var commit = await CommitAsync("first", ("a", "1"));
        await stores.Recorder.RecordAsync(Pushes.Call("d-1", Pushes.Main with { CloneUrl = Url, After = commit }), Pushes.Received);

        Assert.Empty(await LookAsync(project));

        Assert.Single(stores.Builds.Open());
    }

    [Fact]
    public async Task Nor_is_one_that_a_person_built()
    {
        var project = Add(MissedPushes.Build);
        var commit = await CommitAsync("first", ("a", "1"));
        stores.Builds.Add(project, new NewBuild(BuildTrigger.Manual, "ann", "main", commit));

        Assert.Empty(await LookAsync(project));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_branch_that_was_taken_back_to_a_known_commit_without_a_webhook_is_offered_once(bool seenBetween)
    {
        var project = Add(MissedPushes.Offer);
        var first = await CommitAsync("first", ("a", "1"));
        await ToldAsync("d-1", before: null, first);
        await LookAsync(project);
        var second = await CommitAsync("second", ("a", "2"));
        await ToldAsync("d-2", first, second);
        if (seenBetween) Assert.Empty(await LookAsync(project));
        await Shop.ResetAsync(first);
        await Shop.PushAsync(force: true);

        var missed = Assert.Single(await LookAsync(project));
        Assert.Empty(await LookAsync(project));

        Assert.Equal((first, DeliveryVerdict.Offered), (missed.Commit, missed.Recorded.Verdict));
    }

    [Fact]
    public async Task And_each_time_that_it_goes_to_and_fro()
    {
        var project = Add(MissedPushes.Build);
        var first = await CommitAsync("first", ("a", "1"));
        await LookAsync(project);
        var second = await CommitAsync("second", ("a", "2"));
        await LookAsync(project);

        foreach (var commit in new[] { first, second, first, second })
        {
            await Shop.ResetAsync(commit);
            await Shop.PushAsync(force: true);
            Assert.False(Assert.Single(await LookAsync(project)).Recorded.Duplicate);
        }

        Assert.Equal([first, second, first, second, first, second], stores.Builds.Open().Select(build => build.CommitHash));
    }

    [Fact]
    public async Task An_older_commit_that_was_told_late_leaves_nothing_to_be_missed()
    {
        var project = Add(MissedPushes.Offer);
        var first = await CommitAsync("first", ("a", "1"));
        var second = await CommitAsync("second", ("a", "2"));
        await ToldAsync("d-2", first, second);
        await ToldAsync("d-1", before: null, first);
        stores.Builds.Finish(stores.Builds.Claim(stores.Builds.Find("shop", 2)!, "driver")!, BuildState.Superseded, "Build #1 already has the newer commit.", nextAction: null);

        Assert.Empty(await LookAsync(project));
    }

    [Fact]
    public async Task A_webhook_that_comes_late_builds_nothing_twice_and_takes_an_offer_up()
    {
        var project = Add(MissedPushes.Offer);
        var commit = await CommitAsync("first", ("a", "1"));
        var offered = Assert.Single(await LookAsync(project));

        var told = await stores.Recorder.RecordAsync(Pushes.Call("d-1", Pushes.Main with { CloneUrl = Url, After = commit }), Pushes.Received);

        Assert.Equal(DeliveryVerdict.Built, told.Verdict);
        Assert.Single(stores.Builds.Open());
        var closed = stores.Deliveries.Find(offered.Recorded.DeliveryId)!;
        Assert.Equal((DeliveryVerdict.Skipped, "A newer commit came before anybody decided."), (closed.Verdict, closed.Reason));
    }

    [Fact]
    public async Task A_look_that_was_killed_before_it_was_kept_finds_the_same_delivery_again()
    {
        var project = Add(MissedPushes.Build);
        await CommitAsync("first", ("a", "1"));
        await LookAsync(project);
        Forget(project);
        stores.Database.Write(db => Dapper.SqlMapper.Execute(db, "DELETE FROM verdicts; UPDATE builds SET commit_hash = NULL"));

        var again = Assert.Single(await LookAsync(project));

        Assert.True(again.Recorded.Duplicate);
        Assert.Single(stores.Builds.Open());
    }

    [Fact]
    public async Task Branches_and_tags_by_pattern_count_from_the_second_look_on()
    {
        var project = Add(MissedPushes.Build, new TriggerSettings { Branches = ["release/*"], Tags = ["v*"] });
        await CommitAsync("first", ("a", "1"));
        await Shop.GitAsync("push", "--quiet", "origin", "HEAD:refs/heads/release/old");
        await LookAsync(project);

        await Shop.GitAsync("tag", "--annotate", "v1", "--message", "one");
        await Shop.GitAsync("push", "--quiet", "origin", "v1", "HEAD:refs/heads/release/new", "HEAD:refs/heads/other");
        var missed = await LookAsync(project);

        Assert.Equal(["refs/heads/release/new", "refs/tags/v1"], missed.Select(one => one.Ref).Order());
        Assert.Equal(await Shop.TipAsync("main"), missed.Single(one => one.Ref == "refs/tags/v1").Commit);
    }

    [Fact]
    public async Task An_annotated_tag_that_was_told_by_its_own_id_is_not_missed()
    {
        var project = Add(MissedPushes.Build, new TriggerSettings { Tags = ["v*"] });
        await CommitAsync("first", ("a", "1"));
        await LookAsync(project);
        await Shop.GitAsync("tag", "--annotate", "v1", "--message", "one");
        await Shop.GitAsync("push", "--quiet", "origin", "v1");
        var tag = (await Shop.GitAsync("rev-parse", "v1")).Trim();
        await stores.Recorder.RecordAsync(Pushes.Call("d-1", Pushes.Main with { CloneUrl = Url, Ref = "refs/tags/v1", Before = null, After = tag }), Pushes.Received);

        Assert.Empty(await LookAsync(project));
    }

    [Fact]
    public async Task A_repository_that_cannot_be_read_is_told_and_kept_with_the_project()
    {
        var project = stores.Projects.Add("gone", Server.Url + "acme/gone.git", "main", new ProjectSettings(), "ann")!;

        var failed = await Assert.ThrowsAsync<GitException>(() => LookAsync(project));

        var kept = stores.Projects.Find("gone")!;
        Assert.Equal($"{failed.Message} {failed.NextAction}", kept.LookProblem);
    }

    [Fact]
    public async Task An_empty_repository_has_missed_nothing() => Assert.Empty(await LookAsync(Add(MissedPushes.Build)));

    [Fact]
    public async Task The_tags_of_another_repository_are_as_old_as_at_a_first_look()
    {
        var other = await Server.CreateRepositoryAsync("acme/other");
        await other.CommitAsync("a", "old", "old");
        await other.PushAsync();
        var project = Add(MissedPushes.Build, new TriggerSettings { Tags = ["v*"] });
        project = stores.Projects.Change("shop", Server.UrlOf(other).ToString(), "main", project.Settings)!;
        await LookAsync(project);
        await CommitAsync("first", ("a", "1"));
        await Shop.GitAsync("push", "--quiet", "origin", "HEAD:refs/tags/v1");
        await CommitAsync("second", ("a", "2"));

        var missed = await LookAsync(stores.Projects.Change("shop", Url, "main", project.Settings)!);

        Assert.Equal(["refs/heads/main"], missed.Select(one => one.Ref));
    }

    [Fact]
    public async Task A_commit_told_by_who_cannot_prove_it_to_the_project_is_missed()
    {
        var project = Add(MissedPushes.Offer);
        var commit = await CommitAsync("first", ("a", "1"));
        stores.Secrets.Rotate(project, TimeSpan.Zero, "ann");
        await stores.Recorder.RecordAsync(Pushes.Call("d-1", Pushes.Main with { CloneUrl = Url, After = commit }), Pushes.Received);

        Assert.Equal(commit, Assert.Single(await LookAsync(project)).Commit);
    }

    [Fact]
    public async Task A_project_that_is_deleted_during_the_look_keeps_nothing()
    {
        var project = Add(MissedPushes.Ignore);
        await CommitAsync("first", ("a", "1"));
        stores.Projects.Remove(project);

        await LookAsync(project);

        Assert.Equal(0, stores.Database.Read(db => Dapper.SqlMapper.ExecuteScalar<int>(db, "SELECT count(*) FROM heads")));
    }

    public override async ValueTask DisposeAsync()
    {
        stores.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Project Add(MissedPushes missed, TriggerSettings? trigger = null) =>
        stores.Projects.Add("shop", Url, "main", new ProjectSettings { Trigger = (trigger ?? new()) with { MissedPushes = missed } }, "ann")!;

    private Task<Recorded> ToldAsync(string id, string? before, string commit) =>
        stores.Recorder.RecordAsync(Pushes.Call(id, Pushes.Main with { CloneUrl = Url, Before = before, After = commit }), Pushes.Received);

    private void Forget(Project project) => stores.Database.Write(db => Dapper.SqlMapper.Execute(db, "DELETE FROM heads WHERE project_id = @Id", project));

    private Task<IReadOnlyList<MissedPush>> LookAsync(Project project) => new HeadWatch(
        new Git(Options, TimeProvider.System), new HeadStore(stores.Database, TimeProvider.System),
        new Intake(stores.Recorder, new PipelineSignal(TimeProvider.System), stores.Changes), TimeProvider.System).LookAsync(project, TimeSpan.Zero, TestContext.Current.CancellationToken);
}
