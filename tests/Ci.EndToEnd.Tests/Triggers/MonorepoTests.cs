using System.Text.Json;
using Ci.Jobs.Builds;

namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>Two projects in folders of one repository.</summary>
[Collection(Forge.Shared)]
public sealed class MonorepoTests(Forge forge)
{
    [Fact]
    public async Task A_push_builds_the_projects_whose_files_it_touches_and_says_why_not_the_others()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var web = forge.Add(repository, new() { Paths = ["web/**"] }, "-web", build: build => build with { Directory = "web" });
        var api = forge.Add(repository, new() { Paths = ["api/**"] }, "-api", build: build => build with { Directory = "api" });
        await forge.TellAsync(repository, await Forge.CommitAsync(repository, ("web/index.html", "web 1"), ("api/index.html", "api 1")));
        await web.LiveAsync(1, "web 1");
        await api.LiveAsync(1, "api 1");

        var one = await forge.TellAsync(repository, await Forge.CommitAsync(repository, ("web/index.html", "web 2"), ("README.md", "two")));
        await web.LiveAsync(2, "web 2");
        await api.EndedAsync(2, BuildState.Skipped);

        one = await forge.DeliveryAsync(one.GetProperty("delivery").GetProperty("id").GetInt64());
        web.Says(one, "Built", 2, "web/**");
        api.Says(one, "Skipped", 2, "No changed file matches api/** (since #1).");
        var evidence = api.VerdictIn(one).GetProperty("trace").EnumerateArray().Single(step => step.GetProperty("rule").GetString() == "Paths");
        Assert.Equal("Stopped", evidence.GetProperty("outcome").GetString());
        Assert.Equal(["README.md", "web/index.html"], Files(evidence));
        Assert.Equal("api 1", await api.PageAsync());

        await forge.TellAsync(repository, await Forge.CommitAsync(repository, ("web/index.html", "web 3"), ("api/index.html", "api 3")));
        await web.LiveAsync(3, "web 3");
        await api.LiveAsync(3, "api 3");
    }

    private static IEnumerable<string?> Files(JsonElement step) =>
        step.GetProperty("paths").GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()).Order(StringComparer.Ordinal);
}
