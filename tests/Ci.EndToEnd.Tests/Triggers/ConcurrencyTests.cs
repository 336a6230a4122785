using System.Text.Json;
using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>What becomes of a push while another is being built.</summary>
[Collection(Forge.Shared)]
public sealed class ConcurrencyTests(Forge forge)
{
    [Fact]
    public async Task By_default_a_newer_push_takes_the_place_of_the_one_that_waits()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository);
        await PushAsync(repository, "one", PushedProject.Held);
        await app.RunsAsync(1);

        await PushAsync(repository, "two");
        await PushAsync(repository, "three");
        await app.LetGoAsync(1);

        await app.LiveAsync(3, "three");
        await app.EndedAsync(1, BuildState.Succeeded);
        Assert.Equal("A newer push arrived before it started.", (await app.EndedAsync(2, BuildState.Superseded)).Reason);
    }

    [Fact]
    public async Task Under_queue_every_push_is_built_in_order()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository, new() { Concurrency = ConcurrencyPolicy.Queue });
        await PushAsync(repository, "one", PushedProject.Held);
        await app.RunsAsync(1);

        await PushAsync(repository, "two");
        await PushAsync(repository, "three");
        await app.LetGoAsync(1);

        await app.LiveAsync(3, "three");
        var builds = app.Builds.Reverse().ToList();
        Assert.All(builds, build => Assert.Equal(BuildState.Succeeded, build.State));
        foreach (var (earlier, later) in builds.Zip(builds.Skip(1))) Assert.True(earlier.FinishedAt <= later.StartedAt, $"#{later.Number} started before #{earlier.Number} ended.");
    }

    [Fact]
    public async Task Under_cancel_running_a_newer_push_ends_the_one_that_runs_and_its_container()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository, new() { Concurrency = ConcurrencyPolicy.CancelRunning });
        await PushAsync(repository, "one", PushedProject.Held);
        await app.RunsAsync(1);

        await PushAsync(repository, "two");

        Assert.Equal("Canceled by a newer push (#2).", (await app.EndedAsync(1, BuildState.Canceled)).Reason);
        Assert.Empty(await EngineParts.ContainersAsync($"ci.instance={forge.Server.Instance}", $"ci.project={app.Name}", "ci.number=1"));
        await app.LiveAsync(2, "two");
    }

    private async Task<JsonElement> PushAsync(GitRepository repository, string page, string build = "true") =>
        await forge.TellAsync(repository, await Forge.CommitAsync(repository, ("index.html", page), ("build.sh", build)));
}
