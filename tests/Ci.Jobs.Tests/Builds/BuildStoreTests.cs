using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Storage;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

public sealed class BuildStoreTests : IDisposable
{
    private readonly StoreScene scene = new();
    private readonly Project project;

    public BuildStoreTests() => project = scene.AddProject();

    private BuildStore Builds => scene.Builds;

    [Fact]
    public async Task Of_many_who_claim_a_build_one_gets_it()
    {
        var build = scene.AddBuild(project);

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() => Builds.Claim(build, $"owner-{index}"))));

        var claimed = Assert.Single(claims, claim => claim is not null)!;
        Assert.Equal((BuildState.Running, 1, 1), (claimed.State, claimed.Fence, claimed.Attempts));
        Assert.Equal(claimed.Owner, Builds.Find(build.Id)!.Owner);
        Assert.NotNull(claimed.StartedAt);
    }

    [Fact]
    public void Pages_hear_of_an_end_once_it_can_be_read()
    {
        var running = Builds.Claim(scene.AddBuild(project), "a")!;
        var before = scene.Changes.Version;

        var ended = scene.Database.Write(db => Builds.FinishIn(db, running, BuildState.Succeeded, "Done.", nextAction: null));
        Assert.Equal(before, scene.Changes.Version);
        Builds.Told(ended);

        Assert.Equal(before + 1, scene.Changes.Version);
    }

    [Fact]
    public void A_second_build_of_a_project_waits_and_one_of_another_project_does_not()
    {
        var (first, second) = (scene.AddBuild(project), scene.AddBuild(project));
        var other = scene.AddBuild(scene.AddProject("blog"));

        var running = Builds.Claim(first, "a")!;
        Assert.Null(Builds.Claim(second, "b"));
        Assert.NotNull(Builds.Claim(other, "c"));
        Assert.Equal(BuildState.Queued, Builds.Find(second.Id)!.State);

        Builds.Finish(running, BuildState.Failed, "Broken.", null);
        Assert.NotNull(Builds.Claim(second, "b"));
    }

    [Fact]
    public void A_driver_that_lost_the_lease_writes_nothing()
    {
        var first = Builds.Claim(scene.AddBuild(project), "dead")!;
        var second = Builds.Claim(first, "living")!;
        var before = Builds.Find(first.Id);

        Assert.Throws<LeaseLostException>(() => Builds.SaveSteps(first, StepRules.Begin([], "Build", Sample.Noon)));
        Assert.Throws<LeaseLostException>(() => Builds.SaveCommit(first, "c", "m", "a"));
        Assert.Throws<LeaseLostException>(() => Builds.Finish(first, BuildState.Failed, "Late.", null));
        Builds.Release(first);

        Assert.Equivalent(before, Builds.Find(first.Id), strict: true);
        Assert.Equal(BuildState.Succeeded, Builds.Finish(second, BuildState.Succeeded, "Done.", null).State);
        Assert.Throws<LeaseLostException>(() => Builds.Finish(second, BuildState.Failed, "Twice.", null));
    }

    [Fact]
    public void An_end_that_the_rules_do_not_know_is_refused()
    {
        var waiting = scene.AddBuild(project);

        Assert.Throws<InvalidOperationException>(() => Builds.Finish(waiting, BuildState.Succeeded, "Never ran.", null));
        Assert.Equal(BuildState.Queued, Builds.Find(waiting.Id)!.State);
    }

    [Fact]
    public void A_waiting_build_ends_when_it_is_canceled_and_cannot_be_claimed_any_more()
    {
        var build = scene.AddBuild(project);

        Assert.True(Builds.Cancel(build, "ben"));

        var canceled = Builds.Find(build.Id)!;
        Assert.Equal((BuildState.Canceled, "Canceled by ben before it started.", "ben"), (canceled.State, canceled.Reason, canceled.CanceledBy));
        Assert.NotNull(canceled.FinishedAt);
        Assert.Null(Builds.Claim(build, "late"));
        Assert.False(Builds.Cancel(build, "eve"));
        Assert.Equal("ben", Builds.CanceledBy(build.Id));
    }

    [Fact]
    public void A_running_build_is_only_told_and_the_first_who_asked_is_named()
    {
        var build = Builds.Claim(scene.AddBuild(project), "a")!;

        Assert.True(Builds.Cancel(build, "ben"));
        Assert.True(Builds.Cancel(build, "eve"));

        var told = Builds.Find(build.Id)!;
        Assert.Equal((BuildState.Running, "ben", null), (told.State, told.CanceledBy, told.FinishedAt));
        Assert.Equal(BuildState.Canceled, Builds.Finish(build, BuildState.Canceled, "Canceled by ben.", null).State);
    }

    [Fact]
    public void A_lease_given_back_unharmed_does_not_count_as_an_attempt()
    {
        var claimed = Builds.Claim(scene.AddBuild(project), "a")!;

        Builds.Release(claimed);

        var free = Builds.Find(claimed.Id)!;
        Assert.Equal((null, 0, BuildState.Running), (free.Owner, free.Attempts, free.State));
        Assert.Equal(1, Builds.Claim(free, "b")!.Attempts);
    }

    [Fact]
    public async Task Builds_added_at_once_are_numbered_without_gaps()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => scene.AddBuild(project))));

        Assert.Equal(Enumerable.Range(1, 12), added.Select(build => build.Number).Order());
        Assert.Equal(Enumerable.Range(1, 12), Builds.Open().Select(build => build.Number));
        Assert.Equal([12, 11, 10], Builds.List(project.Id, 3).Select(build => build.Number));
        Assert.Equal([9], Builds.List(project.Id, 1, offset: 3).Select(build => build.Number));
    }

    [Fact]
    public void A_later_edit_of_the_project_changes_no_build()
    {
        var build = scene.AddBuild(project);

        scene.Projects.Change("shop", project.RepositoryUrl, project.Branch, new ProjectSettings { Run = new RunSettings { Port = 9 } });

        Assert.Equal(8080, Builds.Find(build.Id)!.Settings.Run.Port);
        Assert.Equal(9, scene.AddBuild(scene.Projects.Find("shop")!).Settings.Run.Port);
    }

    public void Dispose() => scene.Dispose();
}
