namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>Branches and tags that a project asks for by pattern.</summary>
[Collection(Forge.Shared)]
public sealed class RefPatternTests(Forge forge)
{
    [Fact]
    public async Task What_matches_a_pattern_goes_live_and_what_does_not_is_skipped_with_the_patterns()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository, new() { Branches = ["release/*"], Tags = ["v*"] });
        await repository.BranchAsync("release/1");
        var release = await Forge.CommitAsync(repository, ("index.html", "release"));
        await repository.GitAsync("push", "--quiet", "origin", "HEAD:refs/heads/feature", "HEAD:refs/tags/nightly");

        app.Says(await forge.TellAsync(repository, release, "refs/heads/release/1"), "Built", 1);
        app.Says(await forge.TellAsync(repository, release, "refs/heads/feature"), "Skipped", null, "Branch feature is not built, only main, release/*.");
        app.Says(await forge.TellAsync(repository, release, "refs/tags/nightly"), "Skipped", null, "Tag nightly is not built, only v*.");
        await app.LiveAsync(1, "release");

        var tagged = await Forge.CommitAsync(repository, ("index.html", "tagged"));
        await repository.GitAsync("tag", "--annotate", "v1.0", "--message", "One");
        await repository.GitAsync("push", "--quiet", "origin", "v1.0");
        app.Says(await forge.TellAsync(repository, tagged, "refs/tags/v1.0"), "Built", 2);
        await app.LiveAsync(2, "tagged");
        Assert.Equal("v1.0", app.Builds[0].Branch);
    }
}
