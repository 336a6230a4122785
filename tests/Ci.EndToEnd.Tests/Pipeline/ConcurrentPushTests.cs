using System.Net;
using Ci.EndToEnd.Tests.Faults;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Pipeline;

/// <summary>Pushes that come together, in quick succession or in the wrong order.</summary>
public sealed class ConcurrentPushTests(SharedStage shared) : IClassFixture<SharedStage>
{
    [Fact]
    public async Task One_push_builds_every_project_of_the_repository()
    {
        var one = await shared.Stage.AddAppAsync();
        var two = await shared.Stage.AddAppAsync(name: $"{one.Name}-two", repository: one.Repository);

        await one.PushAsync("both");

        await one.LiveAsync(1);
        await two.LiveAsync(1);
        Assert.Equal("both", await one.PageAsync());
        Assert.Equal("both", await two.PageAsync());
    }

    [Fact]
    public async Task Of_ten_quick_pushes_one_runs_at_a_time_and_the_newest_is_live_at_the_end()
    {
        var app = await shared.Stage.AddAppAsync();
        var pushes = new List<SignedPush>();
        for (var i = 1; i <= 10; i++) pushes.Add(await app.CommitAsync($"page {i}", "sleep 0.5\n" + App.Build));
        var most = 0;

        foreach (var push in pushes) Assert.Equal(HttpStatusCode.Accepted, (await shared.Stage.SendAsync(push)).Status);
        await Eventually.TrueAsync(
            async () =>
            {
                most = Math.Max(most, (await EngineParts.RunningAsync($"ci.project={app.Name}", "ci.part=build")).Count);
                return (await app.BuildsAsync()).All(build => build.HasEnded);
            },
            "all builds to end", TimeSpan.FromSeconds(60));

        await app.LiveAsync(10);
        Assert.Equal("page 10", await app.PageAsync());
        Assert.InRange(most, 0, 1);
        var builds = await app.BuildsAsync();
        Assert.Equal(10, builds.Count);
        var overtaken = builds.Where(build => build.State == "Superseded").ToList();
        Assert.NotEmpty(overtaken);
        Assert.All(overtaken, build => Assert.Contains("newer", build.Reason, StringComparison.Ordinal));
        Assert.All(builds.Except(overtaken), build => Assert.Equal("Succeeded", build.State));
        await Eventually.TrueAsync(async () => (await app.DeploymentsAsync()).All(deployment => deployment.HasSettled), "all deployments to settle");
        Assert.Single(await app.DeploymentsAsync(), deployment => deployment.State == "Live");
    }

    [Fact]
    public async Task Of_fifty_deliveries_of_one_push_one_is_built()
    {
        var app = await shared.Stage.AddAppAsync();
        var push = await app.CommitAsync("once");
        await shared.Stage.Api.WebhookSecretAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shared.Stage.SendAsync(push)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.Equal(49, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        await app.LiveAsync(1);
        Assert.Single(await app.BuildsAsync());
    }

    [Fact]
    public async Task An_older_commit_that_is_delivered_late_never_goes_live()
    {
        var app = await shared.Stage.AddAppAsync();
        var older = await app.CommitAsync("older");
        var newer = await app.CommitAsync("newer");
        Assert.Equal(HttpStatusCode.Accepted, (await shared.Stage.SendAsync(newer)).Status);
        await app.LiveAsync(1);

        Assert.Equal(HttpStatusCode.Accepted, (await shared.Stage.SendAsync(older)).Status);

        var build = await app.BuildStateAsync(2, "Superseded");
        Assert.Contains("newer commit", build.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("newer", await app.PageAsync());
        Assert.Single(await app.DeploymentsAsync());
    }

    [Fact]
    public async Task An_older_commit_that_is_delivered_while_the_newer_one_builds_never_goes_live()
    {
        var app = await shared.Stage.AddAppAsync();
        var older = await app.CommitAsync("older");
        var newer = await app.CommitAsync("newer", "sleep 1\n" + App.Build);
        Assert.Equal(HttpStatusCode.Accepted, (await shared.Stage.SendAsync(newer)).Status);
        await app.BuildStateAsync(1, "Running");

        Assert.Equal(HttpStatusCode.Accepted, (await shared.Stage.SendAsync(older)).Status);

        await app.BuildStateAsync(2, "Superseded");
        await app.LiveAsync(1);
        Assert.Equal("newer", await app.PageAsync());
    }

    [Fact]
    public async Task An_older_commit_that_is_delivered_while_the_newer_one_waits_does_not_take_its_place()
    {
        var app = await shared.Stage.AddAppAsync();
        var first = await app.CommitAsync("first", "sleep 2\n" + App.Build);
        var older = await app.CommitAsync("older");
        var newer = await app.CommitAsync("newer");
        Assert.Equal(HttpStatusCode.Accepted, (await shared.Stage.SendAsync(first)).Status);
        await app.BuildStateAsync(1, "Running");

        Assert.Equal(HttpStatusCode.Accepted, (await shared.Stage.SendAsync(newer)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await shared.Stage.SendAsync(older)).Status);

        await app.LiveAsync(3);
        await app.BuildStateAsync(2, "Superseded");
        Assert.Equal("newer", await app.PageAsync());
        Assert.Contains("is built instead", await app.LogAsync(3), StringComparison.Ordinal);
    }
}
