using System.Text.Json;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>What people get wrong ends with a sentence that says what, and with what to do; what is live stays live.</summary>
public sealed class BadInputTests(SharedStage shared) : IClassFixture<SharedStage>
{
    [Fact]
    public async Task A_repository_that_cannot_be_reached_is_named()
    {
        var app = await shared.Stage.AddAppAsync();
        var gone = new Uri($"http://127.0.0.1:{FreePort.Next()}/gone.git");
        await shared.Stage.Api.CreateProjectAsync(new AppSettings().ToProject($"{app.Name}-gone", gone));
        using var answer = await shared.Stage.Api.Http.PostAsync(new Uri($"/api/projects/{app.Name}-gone/builds", UriKind.Relative), null);

        var build = await new App(shared.Stage, $"{app.Name}-gone", app.Repository).BuildStateAsync(1, "Failed");

        Says(build, "127.0.0.1", "refused the connection", "Check the repository URL");
    }

    [Fact]
    public async Task A_commit_that_is_not_there_is_named()
    {
        var app = await shared.Stage.AddAppAsync();
        await app.CommitAsync("one");

        (await app.PostAsync("builds", new { commit = new string('a', 40) })).EnsureSuccessStatusCode();

        Says(await app.BuildStateAsync(1, "Failed"), "aaaaaaa", "is not on branch main", "build the tip");
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_named()
    {
        var app = await shared.Stage.AddAppAsync(new AppSettings { BuildImage = "127.0.0.1:1/nowhere:1" });
        await app.PushAsync("one");

        Says(await app.BuildStateAsync(1, "Failed"), "127.0.0.1:1/nowhere:1", "cannot be reached", "network");
    }

    [Fact]
    public async Task A_command_that_fails_tells_its_code_and_the_live_release_stays()
    {
        var app = await shared.Stage.AddAppAsync();
        await app.PushLiveAsync("one", 1);
        await app.PushAsync("two", "echo wrong >&2\nexit 7\n");

        var build = await app.BuildStateAsync(2, "Failed");

        Says(build, "exit code 7", "log");
        Assert.Equal(7, build.GetProperty("exitCode").GetInt32());
        Assert.Contains("wrong", await app.LogAsync(2), StringComparison.Ordinal);
        Assert.Single(await app.DeploymentsAsync());
        Assert.Equal("one", await app.PageAsync());
        await app.OnlyLiveIsLeftAsync(1);
    }

    [Fact]
    public async Task A_build_that_takes_too_much_memory_tells_the_limit()
    {
        var app = await shared.Stage.AddAppAsync(new AppSettings { MemoryMegabytes = 64 });
        await app.PushAsync("one", "dd if=/dev/zero of=/dev/null bs=128M count=1\n");

        Says(await app.BuildStateAsync(1, "Failed"), "out of memory (limit 64 MB)", "Raise the project's memory limit");
    }

    [Fact]
    public async Task A_build_that_starts_too_many_processes_fails_and_is_over()
    {
        var app = await shared.Stage.AddAppAsync(new AppSettings { Pids = 16 });
        await app.PushAsync("one", "for i in $(seq 1 40); do sleep 30 & done\nwait\n");

        Says(await app.BuildStateAsync(1, "Failed"), "failed with exit code", "last lines of the log");
        Assert.Contains("can't fork", await app.LogAsync(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_takes_too_long_is_ended_at_its_limit()
    {
        var app = await shared.Stage.AddAppAsync(new AppSettings { BuildSeconds = 10 });
        await app.PushAsync("one", "sleep 100\n");

        Says(await app.BuildStateAsync(1, "Failed"), "longer than its limit of 10 s", "raise the limit");
        Assert.Empty(await EngineParts.ContainersAsync($"ci.project={app.Name}"));
    }

    [Fact]
    public async Task A_port_nobody_listens_on_is_rolled_back_and_the_live_release_stays()
    {
        var app = await shared.Stage.AddAppAsync(new AppSettings { DeadlineMs = 3000 });
        await app.PushLiveAsync("one", 1);
        await app.PushAsync("two", start: "exec httpd -f -p 9090 -h /app\n");

        var deployment = await app.DeploymentStateAsync(2, "RolledBack");

        Says(deployment, "gave no answer within 3 s", "Nothing listens on the project's port");
        Assert.Equal("one", await app.PageAsync());
        await app.OnlyLiveIsLeftAsync(1);
    }

    [Fact]
    public async Task An_application_that_exits_at_once_is_rolled_back_with_its_last_lines()
    {
        var app = await shared.Stage.AddAppAsync();
        await app.PushLiveAsync("one", 1);
        await app.PushAsync("two", start: "echo no database >&2\nexit 3\n");

        var deployment = await app.DeploymentStateAsync(2, "RolledBack");

        Says(deployment, "exited", "code 3", "last lines");
        Assert.Contains("no database", deployment.GetProperty("lastOutput").GetString(), StringComparison.Ordinal);
        Assert.Equal("one", await app.PageAsync());
        await app.OnlyLiveIsLeftAsync(1);
    }

    private static void Says(JsonElement ended, params string[] words)
    {
        var said = $"{ended.GetProperty("reason").GetString()} {ended.GetProperty("nextAction").GetString()}";
        Assert.All(words, word => Assert.Contains(word, said, StringComparison.Ordinal));
    }
}
