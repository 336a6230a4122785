using System.Net;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>The server is killed between a push and its release; after a restart the build ends by itself.</summary>
public sealed class KilledInBuildTests
{
    [Fact]
    public async Task A_push_is_not_acknowledged_before_it_is_committed()
    {
        await using var stage = await Stage.StartAsync("delivery-read:1:kill");
        var app = await stage.AddAppAsync();
        var push = await app.CommitAsync("one");

        await Assert.ThrowsAsync<HttpRequestException>(() => stage.SendAsync(push));
        await stage.DiedAsync();
        await stage.RestartAsync();

        Assert.Empty(await app.BuildsAsync());
        var (status, body) = await stage.SendAsync(push);
        Assert.True(status == HttpStatusCode.Accepted, body);
        await app.LiveAsync(1);
    }

    [Fact]
    public async Task A_push_whose_answer_was_lost_is_built_once()
    {
        await using var stage = await Stage.StartAsync("delivery-committed:1:kill");
        var app = await stage.AddAppAsync();
        var push = await app.CommitAsync("one");

        await Assert.ThrowsAsync<HttpRequestException>(() => stage.SendAsync(push));
        await stage.DiedAsync();
        await stage.RestartAsync();

        await app.LiveAsync(1);
        await IsDuplicateAsync(stage, app, push);
        Assert.Equal("one", await app.PageAsync());
    }

    [Fact]
    public async Task A_build_that_is_followed_goes_on_over_two_kills_without_gap_or_repeat()
    {
        await using var stage = await Stage.StartAsync();
        var app = await stage.AddAppAsync();
        var push = await app.PushAsync("one", App.SlowTalkingBuild);

        foreach (var line in new[] { 5, 30 })
        {
            await Eventually.TrueAsync(async () => NumberedLines.Of(await app.LogAsync(1), "out").Count >= line, $"line {line}");
            await stage.Server.KillAsync();
            await stage.RestartAsync();
        }

        await app.LiveAsync(1);
        NumberedLines.AreAllIn(await app.LogAsync(1));
        await app.OnlyLiveIsLeftAsync(1);
        await IsDuplicateAsync(stage, app, push);
    }

    [Theory]
    [InlineData("job-created")]
    [InlineData("build-container-created")]
    [InlineData("build-started")]
    [InlineData("build-exited")]
    [InlineData("release-made")]
    [InlineData("build-finished")]
    public async Task A_build_the_server_was_killed_in_ends_well_and_once(string point)
    {
        await using var stage = await Stage.StartAsync($"{point}:1:kill");
        var app = await stage.AddAppAsync();
        var push = await app.PushAsync("one", App.TalkingBuild);

        await stage.DiedAsync();
        await stage.RestartAsync();

        await app.LiveAsync(1);
        Assert.Equal("one", await app.PageAsync());
        NumberedLines.AreAllIn(await app.LogAsync(1));
        await app.OnlyLiveIsLeftAsync(1);
        await IsDuplicateAsync(stage, app, push);
    }

    [Fact]
    public async Task A_failed_build_the_server_was_killed_in_fails_once_with_its_exit_code()
    {
        await using var stage = await Stage.StartAsync("build-failed:1:kill");
        var app = await stage.AddAppAsync();
        await app.PushAsync("one", App.TalkingBuild + "exit 7\n");

        await stage.DiedAsync();
        await stage.RestartAsync();

        var build = await app.BuildEndedAsync(1);
        Assert.Equal("Failed", build.State);
        Assert.Contains("exit code 7", build.Reason, StringComparison.Ordinal);
        NumberedLines.AreAllIn(await app.LogAsync(1));
        await Eventually.TrueAsync(async () => (await EngineParts.ContainersAsync($"ci.project={app.Name}")).Count == 0, "the build container to be gone");
    }

    [Fact]
    public async Task A_build_that_ends_its_server_again_and_again_is_given_up()
    {
        const string fault = "build-started:1:kill";
        await using var stage = await Stage.StartAsync(fault);
        var app = await stage.AddAppAsync();
        await app.PushAsync("one", "sleep 300\n");
        await stage.DiedAsync();
        for (var attempt = 2; attempt <= 5; attempt++) await stage.DieAgainAsync(fault);

        await stage.RestartAsync();

        var build = await app.BuildEndedAsync(1);
        Assert.Equal("Failed", build.State);
        Assert.Contains("The server stopped 5 times during this build", build.Reason, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await EngineParts.ContainersAsync($"ci.project={app.Name}")).Count == 0, "the build container to be gone");
        await app.PushLiveAsync("two", 2);
    }

    private static async Task IsDuplicateAsync(Stage stage, App app, SignedPush push)
    {
        var (status, body) = await stage.SendAsync(push);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Duplicate of delivery", body, StringComparison.Ordinal);
        Assert.Single(await app.BuildsAsync());
    }
}
