using Ci.EndToEnd.Tests.Faults;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Pipeline;

/// <summary>People stop what waits and what runs.</summary>
public sealed class CancelTests(SharedStage shared) : IClassFixture<SharedStage>
{
    [Fact]
    public async Task A_running_build_is_really_stopped_within_two_seconds()
    {
        var app = await shared.Stage.AddAppAsync();
        await app.PushAsync("one", "sleep 60\n");
        await RunsAsync(app);

        (await app.PostAsync("builds/1/cancel")).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => (await EngineParts.RunningAsync($"ci.project={app.Name}")).Count == 0, "the container to stop", TimeSpan.FromSeconds(2));

        var build = await app.BuildStateAsync(1, "Canceled");
        Assert.Contains("Canceled by token tests", build.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(await app.DeploymentsAsync());
        Assert.Empty(await EngineParts.ContainersAsync($"ci.project={app.Name}"));
    }

    [Fact]
    public async Task A_waiting_build_is_canceled_at_once_and_the_running_one_goes_on()
    {
        var app = await shared.Stage.AddAppAsync();
        await app.PushAsync("one", "sleep 1\n" + App.Build);
        await RunsAsync(app);
        (await app.PostAsync("builds")).EnsureSuccessStatusCode();

        (await app.PostAsync("builds/2/cancel")).EnsureSuccessStatusCode();

        var build = await app.BuildStateAsync(2, "Canceled");
        Assert.Contains("before it started", build.GetProperty("reason").GetString(), StringComparison.Ordinal);
        await app.LiveAsync(1);
    }

    [Fact]
    public async Task A_deployment_canceled_in_its_health_check_leaves_the_live_slot_alone()
    {
        var app = await shared.Stage.AddAppAsync(new AppSettings { DeadlineMs = 60_000 });
        await app.PushLiveAsync("one", 1);
        await using var load = LoadLoop.Start(app.Address, body => body == "one", clients: 2);
        await app.PushAsync("two", start: "exec httpd -f -p 9090 -h /app\n");
        await app.DeploymentStateAsync(2, "CheckingHealth");

        (await app.PostAsync("deployments/2/cancel")).EnsureSuccessStatusCode();

        var deployment = await app.DeploymentStateAsync(2, "Failed");
        Assert.Contains("Canceled by token tests", deployment.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("was not touched", deployment.GetProperty("nextAction").GetString(), StringComparison.Ordinal);
        await app.OnlyLiveIsLeftAsync(1);
        await load.StopAsync();
        Assert.Empty(load.Failures);
    }

    private static Task RunsAsync(App app) => Eventually.TrueAsync(
        async () => (await EngineParts.RunningAsync($"ci.project={app.Name}", "ci.part=build")).Count == 1, "the build to run");
}
