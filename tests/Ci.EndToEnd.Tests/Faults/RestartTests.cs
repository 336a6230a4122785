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

    [Theory]
    [InlineData("the build to run")]
    [InlineData("the health check to run")]
    public async Task A_project_deleted_in_the_middle_leaves_nothing_behind(string middle)
    {
        await using var stage = await Stage.StartAsync();
        var app = await stage.AddAppAsync(new AppSettings { DeadlineMs = 60_000 });
        await app.PushLiveAsync("one", 1);
        if (middle == "the build to run")
        {
            await app.PushAsync("two", "sleep 60\n");
            await Eventually.TrueAsync(async () => (await EngineParts.RunningAsync($"ci.project={app.Name}", "ci.part=build")).Count == 1, middle);
        }
        else
        {
            await app.PushAsync("two", start: "exec httpd -f -p 9090 -h /app\n");
            await app.DeploymentStateAsync(2, "CheckingHealth");
        }

        await stage.Api.DeleteProjectAsync(app.Name);

        await Eventually.TrueAsync(async () => (await stage.Api.Http.GetAsync(new Uri($"/api/projects/{app.Name}", UriKind.Relative))).StatusCode == System.Net.HttpStatusCode.NotFound, "the project to be gone");
        Assert.Empty(await EngineParts.ContainersAsync($"ci.project={app.Name}"));
        Assert.Empty(await EngineParts.VolumesAsync($"ci.project={app.Name}"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await stage.Http.GetAsync(app.Address)).StatusCode);
    }
}
