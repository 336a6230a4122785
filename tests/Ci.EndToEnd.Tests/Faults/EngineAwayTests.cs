using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>The engine goes away or hangs, as this server sees it; its containers go on.</summary>
public sealed class EngineAwayTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_build_goes_on_when_the_engine_is_back_without_gap_or_repeat(bool cut)
    {
        await using var relay = new EngineRelay();
        await using var stage = await Stage.StartAsync(null, ("DOCKER_HOST", relay.Endpoint));
        var app = await stage.AddAppAsync();
        await app.PushAsync("one", App.TalkingBuild);
        await Eventually.TrueAsync(async () => NumberedLines.Of(await app.LogAsync(1), "out").Count >= 10, "line 10");

        if (cut)
        {
            relay.Cut();
            await Eventually.TrueAsync(async () => (await app.LogAsync(1)).Contains("Waiting up to", StringComparison.Ordinal), "the log to say that the engine is away");
        }
        else
        {
            relay.Hang();
            await Eventually.TrueAsync(async () => (await EngineParts.RunningAsync($"ci.project={app.Name}")).Count == 0, "the build to end unseen");
        }

        relay.Restore();

        await app.LiveAsync(1);
        NumberedLines.AreAllIn(await app.LogAsync(1));
        await app.OnlyLiveIsLeftAsync(1);
    }

    [Fact]
    public async Task With_an_engine_that_hangs_the_server_stops_starts_and_serves()
    {
        await using var relay = new EngineRelay();
        await using var stage = await Stage.StartAsync(null, ("DOCKER_HOST", relay.Endpoint));
        var app = await stage.AddAppAsync();
        await app.PushLiveAsync("one", 1);
        relay.Hang();
        var stopping = TimeProvider.System.GetTimestamp();

        Assert.Equal(0, await stage.Server.StopAsync());
        Assert.True(TimeProvider.System.GetElapsedTime(stopping) < TimeSpan.FromSeconds(20), "A stop must not wait for the engine.");
        await stage.RestartAsync();

        Assert.Equal("one", await app.PageAsync());
        await app.PushAsync("two");
        relay.Restore();
        await app.LiveAsync(2);
        Assert.Equal("two", await app.PageAsync());
    }

    [Fact]
    public async Task Without_its_engine_the_server_serves_fails_builds_after_a_while_and_cleans_up_later()
    {
        await using var relay = new EngineRelay();
        await using var stage = await Stage.StartAsync(null, ("DOCKER_HOST", relay.Endpoint), ("CI_ENGINE_PATIENCE_SECONDS", "2"));
        var app = await stage.AddAppAsync();
        await app.PushLiveAsync("one", 1);
        await app.PushAsync("two", App.TalkingBuild);
        await Eventually.TrueAsync(async () => NumberedLines.Of(await app.LogAsync(2), "out").Count >= 5, "line 5");
        await using (var load = LoadLoop.Start(app.Address, body => body == "one", clients: 2))
        {
            relay.Cut();

            var build = await app.BuildStateAsync(2, "Failed");
            Assert.Contains("Docker engine does not answer", build.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.Contains("systemctl start docker", build.GetProperty("nextAction").GetString(), StringComparison.Ordinal);
            Assert.Empty(load.Failures);
        }

        await stage.RestartAsync();
        Assert.Equal("one", await app.PageAsync());

        relay.Restore();
        await app.OnlyLiveIsLeftAsync(1);
        await app.PushLiveAsync("three", 3);
        Assert.Equal("three", await app.PageAsync());
    }
}
