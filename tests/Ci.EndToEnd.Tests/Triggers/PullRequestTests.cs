using System.Text.Json;
using Ci.EndToEnd.Tests.Intake;
using Ci.Jobs.Builds;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>Pull requests are tried out where that is wanted, and leave nothing that goes live.</summary>
[Collection(Forge.Shared)]
public sealed class PullRequestTests(Forge forge)
{
    private const string WithCache = "[ -f $npm_config_cache/mark ] && echo \"cache of $(cat $npm_config_cache/mark)\"; echo $CI_BRANCH > $npm_config_cache/mark\n";

    [Fact]
    public async Task It_is_recorded_and_not_built_by_default()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository);

        var delivery = await ProposeAsync(repository, await BranchAsync(repository));

        app.Says(delivery, "Skipped", build: null, "Pull requests are not built");
        Assert.Empty(app.Builds);
    }

    [Fact]
    public async Task Where_it_is_wanted_it_builds_without_deployment_release_image_or_the_branchs_caches()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository, new() { PullRequests = true }, build: build => build with { Caches = ["npm"] });
        await forge.TellAsync(repository, await Forge.CommitAsync(repository, ("index.html", "main"), ("build.sh", WithCache)));
        await app.LiveAsync(1, "main");

        var delivery = await ProposeAsync(repository, await BranchAsync(repository));

        app.Says(delivery, "Built", 2);
        var build = await app.EndedAsync(2, BuildState.Succeeded);
        Assert.False(build.Deploys);
        await Eventually.TrueAsync(async () => (await ImagesAsync(app)).Count == 1, "the proposal's image to be removed");
        Assert.EndsWith($"/{app.Name}:1", Assert.Single(await ImagesAsync(app)), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(app.Deployments).ReleaseNumber);
        Assert.Equal("main", await app.PageAsync());
        Assert.DoesNotContain("cache of", await forge.Api.LogAsync(build.Id), StringComparison.Ordinal);

        await forge.TellAsync(repository, await MainAsync(repository));
        var third = await app.EndedAsync(3, BuildState.Succeeded);
        Assert.Contains("cache of main", await forge.Api.LogAsync(third.Id), StringComparison.Ordinal);
        Assert.Equal(2, (await EngineParts.VolumesAsync($"ci.instance={forge.Server.Instance}", $"ci.project={app.Name}", "ci.part=cache")).Count);
    }

    private Task<IReadOnlyList<string>> ImagesAsync(PushedProject app) => EngineParts.ImagesAsync($"ci.instance={forge.Server.Instance}", $"ci.project={app.Name}");

    private Task<JsonElement> ProposeAsync(GitRepository repository, string commit) =>
        forge.TellAsync(ForgeCall.PullRequest(repository.Name["acme/".Length..], 7, "proposal", commit, forge.Server.Git.Url));

    private static async Task<string> BranchAsync(GitRepository repository)
    {
        await repository.BranchAsync("proposal");
        var commit = await Forge.CommitAsync(repository, ("index.html", "proposal"), ("build.sh", WithCache));
        await repository.GitAsync("push", "--quiet", "origin", "HEAD:refs/pull/7/head");
        return commit;
    }

    private static async Task<string> MainAsync(GitRepository repository)
    {
        await repository.CheckoutAsync("main");
        return await Forge.CommitAsync(repository, ("index.html", "main 2"));
    }
}
