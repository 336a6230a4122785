using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>A server with live applications is started again.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task The_proxy_serves_at_once_and_what_died_meanwhile_is_repaired()
    {
        await using var stage = await Stage.StartAsync();
        var app = await stage.AddAppAsync();
        var other = await stage.AddAppAsync();
        await app.PushLiveAsync("one", 1);
        await other.PushLiveAsync("another", 1);
        await stage.Server.KillAsync();
        await EngineParts.KillAsync(await other.ContainerAsync(1));

        await stage.RestartAsync();

        // Healthy is when the console answers; the proxy must not come later.
        Assert.Equal("one", await app.PageAsync());
        await Eventually.TrueAsync(async () => await other.PageAsync() == "another", "the dead application to be started again");
        await other.DeploymentStateAsync(1, "Live");
    }

    [Fact]
    public async Task A_rollback_by_hand_makes_the_earlier_release_live_without_building()
    {
        await using var stage = await Stage.StartAsync();
        var app = await stage.AddAppAsync();
        await app.PushLiveAsync("one", 1);
        await app.PushLiveAsync("two", 2);
        await using var load = LoadLoop.Start(app.Address, body => body is "one" or "two", clients: 2);

        (await app.PostAsync("rollback")).EnsureSuccessStatusCode();

        var deployment = await app.DeploymentStateAsync(3, "Live");
        Assert.Equal("Rollback", deployment.GetProperty("kind").GetString());
        Assert.Equal(1, deployment.GetProperty("buildNumber").GetInt32());
        Assert.Equal("one", await app.PageAsync());
        Assert.Equal(2, (await app.BuildsAsync()).Count);
        await app.OnlyLiveIsLeftAsync(3);
        await load.StopAsync();
        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task A_project_deleted_in_the_middle_of_a_build_leaves_nothing_behind()
    {
        await using var stage = await Stage.StartAsync();
        var app = await stage.AddAppAsync();
        await app.PushLiveAsync("one", 1);
        await app.PushAsync("two", "sleep 60\n");
        await Eventually.TrueAsync(async () => (await EngineParts.RunningAsync($"ci.project={app.Name}", "ci.part=build")).Count == 1, "the build to run");

        await stage.Api.DeleteProjectAsync(app.Name);

        await Eventually.TrueAsync(async () => (await stage.Api.Http.GetAsync(new Uri($"/api/projects/{app.Name}", UriKind.Relative))).StatusCode == System.Net.HttpStatusCode.NotFound, "the project to be gone");
        Assert.Empty(await EngineParts.ContainersAsync($"ci.project={app.Name}"));
        Assert.Empty(await EngineParts.VolumesAsync($"ci.project={app.Name}"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await stage.Http.GetAsync(app.Address)).StatusCode);
    }
}
