using Ci.Jobs.Builds;

namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>Refs that are deleted or forced elsewhere before what was pushed to them is built.</summary>
[Collection(Forge.Shared)]
public sealed class TakenBackTests(Forge forge)
{
    [Fact]
    public async Task What_was_deleted_or_forced_away_while_it_waited_is_superseded_and_the_live_release_stays()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository, new() { Branches = ["feature"] });
        var main = await Forge.CommitAsync(repository, ("index.html", "main"), ("build.sh", PushedProject.Held));
        await forge.TellAsync(repository, main);
        await app.RunsAsync(1);

        await repository.BranchAsync("feature");
        await forge.TellAsync(repository, await Forge.CommitAsync(repository, ("index.html", "feature")), "refs/heads/feature");
        await repository.CheckoutAsync("main");
        await forge.TellAsync(repository, await Forge.CommitAsync(repository, ("index.html", "regretted")), before: main);
        await repository.DeleteRemoteBranchAsync("feature");
        await repository.ResetAsync(main);
        await repository.PushAsync(force: true);
        Assert.All(app.Builds.Where(build => build.Number > 1), build => Assert.Equal(BuildState.Queued, build.State));
        await app.LetGoAsync(1);

        var (deleted, forced) = (await app.EndedAsync(2, BuildState.Superseded), await app.EndedAsync(3, BuildState.Superseded));
        Assert.Equal("Branch feature does not exist any more: it was deleted after this push.", deleted.Reason);
        Assert.Equal($"Commit {forced.CommitHash![..7]} is not on branch main: it was forced away after this push, or was never there.", forced.Reason);
        Assert.Equal("Push it again if it is to be built.", forced.NextAction);
        await app.LiveAsync(1, "main");
        Assert.Single(app.Deployments);
    }

    [Fact]
    public async Task A_branch_that_was_taken_back_goes_live_where_it_stands_now()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository);
        var first = await Forge.CommitAsync(repository, ("index.html", "first"));
        var second = await Forge.CommitAsync(repository, ("index.html", "second"));
        await forge.TellAsync(repository, second, before: first);
        await app.LiveAsync(1, "second");
        await repository.ResetAsync(first);
        await repository.PushAsync(force: true);

        await forge.LookAsync(app);
        Assert.Equal(first, Assert.Single(forge.Offers(app)).CommitHash);
        await forge.TellAsync(repository, first, before: second);

        await app.LiveAsync(2, "first");
        Assert.Empty(forge.Offers(app));
    }
}
