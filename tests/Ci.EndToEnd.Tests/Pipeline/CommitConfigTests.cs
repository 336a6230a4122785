using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Pipeline;

/// <summary>A commit that says itself how it is built and served.</summary>
public sealed class CommitConfigTests
{
    [Fact]
    public async Task A_commit_brings_its_own_command_and_health_path_and_the_next_one_goes_back_to_the_projects()
    {
        await using var server = await InProcessServer.StartAsync();
        using var repository = await server.Git.CreateRepositoryAsync("own");
        server.AddProject("own", repository, Settings());
        await repository.CommitAsync("index.html", "one", "First");
        var commit = await repository.CommitAsync(".ci.yml", """
            build:
              command:
                - mkdir -p dist/alive
                - cp index.html dist/
                - echo yes > dist/alive/index.html
              outputDirectory: dist
              memoryMegabytes: 256
            health:
              path: /alive/
            """, "Bring configuration");
        await repository.PushAsync();

        await server.PushAsync(repository, commit);

        var build = await server.BuildEndedAsync("own", 1);
        Assert.True(build.State == BuildState.Succeeded, build.Reason);
        await server.DeploymentAsync("own", 1, DeploymentState.Live);
        Assert.Equal("one", await server.Http.GetStringAsync(new Uri(server.Proxy, "/own/")));
        Assert.Equal(("exit 1", 256), (build.ProjectSettings!.Build.Command, build.Settings.Build.MemoryMegabytes));
        Assert.Equal("/alive/", server.Get<ReleaseStore>().Find("own", 1)!.Settings.Health.Path);

        commit = await repository.CommitAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { [".ci.yml"] = null }, "Without it");
        await repository.PushAsync();
        await server.PushAsync(repository, commit);
        Assert.Equal((BuildState.Failed, 1), await EndAsync(server, 2));
    }

    [Fact]
    public async Task A_wrong_file_fails_before_anything_is_started_and_says_where()
    {
        await using var server = await InProcessServer.StartAsync();
        using var repository = await server.Git.CreateRepositoryAsync("own");
        server.AddProject("own", repository, Settings());
        var commit = await repository.CommitAsync(".ci.yml", "build:\n  image: node:20\n  comand: make\n  memoryMegabytes: 4096\n", "Wrong");
        await repository.PushAsync();

        await server.PushAsync(repository, commit);

        var build = await server.BuildEndedAsync("own", 1);
        Assert.Equal(BuildState.Failed, build.State);
        Assert.Equal(".ci.yml line 3, column 3: there is no key \"comand\" in build: did you mean \"command\"? One more error is in the log.", build.Reason);
        Assert.Equal("Correct .ci.yml in the repository and push again.", build.NextAction);
        Assert.Equal("Checkout", Assert.Single(build.Steps).Name);
        Assert.Empty(await EngineParts.ContainersAsync("ci.project=own", $"ci.instance={server.Instance}"));
    }

    private static async Task<(BuildState, int?)> EndAsync(InProcessServer server, int number)
    {
        var build = await server.BuildEndedAsync("own", number);
        return (build.State, build.ExitCode);
    }

    private static ProjectSettings Settings() => new()
    {
        Build = new BuildSettings { Image = TestEngine.SmallImage, Command = "exit 1" },
        Run = new RunSettings { Image = TestEngine.SmallImage, Command = "exec httpd -f -p 8080 -h /app" },
        Health = new HealthSettings { Path = "/nowhere", IntervalMs = 100, DeadlineMs = 5000 },
        Deploy = new DeploySettings { ObserveMs = 1000 },
    };
}
