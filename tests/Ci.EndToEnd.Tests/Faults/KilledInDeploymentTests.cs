using System.Net;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>The server is killed between a release and its end as live or rolled back, while an earlier release is live.</summary>
public sealed class KilledInDeploymentTests
{
    [Theory]
    [InlineData("slot-started")]
    [InlineData("verdict")]
    [InlineData("route-written")]
    [InlineData("draining")]
    public async Task A_deployment_the_server_was_killed_in_ends_live(string point)
    {
        await using var stage = await Stage.StartAsync($"{point}:2:kill");
        var app = await stage.AddAppAsync();
        await app.PushLiveAsync("one", 1);
        var push = await app.PushAsync("two");

        await stage.DiedAsync();
        await stage.RestartAsync();
        await using var load = LoadLoop.Start(app.Address, body => body is "one" or "two", clients: 2);

        await app.LiveAsync(2);
        Assert.Equal("two", await app.PageAsync());
        await app.OnlyLiveIsLeftAsync(2);
        await IsTrueAsync(app, ["Live", "Retired"]);
        Assert.Equal(HttpStatusCode.OK, (await stage.SendAsync(push)).Status);
        Assert.Equal(2, (await app.BuildsAsync()).Count);
        await load.StopAsync();
        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task A_rollback_the_server_was_killed_in_ends_rolled_back_and_the_earlier_release_serves()
    {
        await using var stage = await Stage.StartAsync("rolling-back:1:kill");
        var app = await stage.AddAppAsync(new AppSettings { DeadlineMs = 3000 });
        await app.PushLiveAsync("one", 1);
        await app.PushAsync("two", start: "exec httpd -f -p 9090 -h /app\n");

        await stage.DiedAsync();
        await stage.RestartAsync();
        await using var load = LoadLoop.Start(app.Address, body => body == "one", clients: 2);

        await app.DeploymentStateAsync(2, "RolledBack");
        await app.OnlyLiveIsLeftAsync(1);
        await IsTrueAsync(app, ["RolledBack", "Live"]);
        await load.StopAsync();
        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task A_switch_back_the_server_was_killed_in_is_finished()
    {
        await using var stage = await Stage.StartAsync("switched-back:1:kill");
        var app = await stage.AddAppAsync(new AppSettings { ObserveMs = 60_000 });
        await app.PushLiveAsync("one", 1);
        await app.PushLiveAsync("two", 2);
        await EngineParts.KillAsync(await app.ContainerAsync(2));

        await stage.DiedAsync();
        await stage.RestartAsync();
        await using var load = LoadLoop.Start(app.Address, body => body == "one", clients: 2);

        await app.DeploymentStateAsync(2, "RolledBack");
        await app.OnlyLiveIsLeftAsync(1);
        await IsTrueAsync(app, ["RolledBack", "Live"]);
        await load.StopAsync();
        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task A_switch_back_is_finished_also_when_the_time_to_watch_was_over_meanwhile()
    {
        await using var stage = await Stage.StartAsync("switched-back:1:kill");
        var app = await stage.AddAppAsync(new AppSettings { ObserveMs = 8000 });
        await app.PushLiveAsync("one", 1);
        await app.PushLiveAsync("two", 2);
        var warmUntil = (await app.DeploymentStateAsync(1, "Retired")).GetProperty("warmUntil").GetDateTimeOffset();
        await EngineParts.KillAsync(await app.ContainerAsync(2));

        await stage.DiedAsync();
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > warmUntil, "the time to watch to be over");
        await stage.RestartAsync();

        await app.DeploymentStateAsync(2, "RolledBack");
        await app.OnlyLiveIsLeftAsync(1);
        await IsTrueAsync(app, ["RolledBack", "Live"]);
        Assert.Equal("one", await app.PageAsync());
    }

    private static async Task IsTrueAsync(App app, string[] states) =>
        Assert.Equal(states, (await app.DeploymentsAsync()).Select(deployment => deployment.State));
}
