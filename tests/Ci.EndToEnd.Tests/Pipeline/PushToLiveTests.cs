using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Pipeline;

public sealed class PushToLiveTests
{
    [Fact]
    public async Task A_signed_push_becomes_a_running_application()
    {
        await using var server = await InProcessServer.StartAsync();
        using var repository = await server.Git.CreateRepositoryAsync("hello");
        server.AddProject("hello", repository, Settings());
        var commit = await repository.CommitAsync("index.html", "one", "First");
        await repository.PushAsync();

        var answer = await server.PushAsync(repository, commit);

        Assert.Equal(202, (int)answer.StatusCode);
        var build = await server.BuildEndedAsync("hello", 1);
        Assert.Equal(BuildState.Succeeded, build.State);
        await server.DeploymentAsync("hello", 1, DeploymentState.Live);
        Assert.Equal("one", await server.Http.GetStringAsync(new Uri(server.Proxy, "/hello/")));
    }

    private static ProjectSettings Settings() => new()
    {
        Build = new BuildSettings { Image = TestEngine.SmallImage, Command = "mkdir -p dist && cp index.html dist/" , OutputDirectory = "dist" },
        Run = new RunSettings { Image = TestEngine.SmallImage, Command = "exec httpd -f -p 8080 -h /app" },
        Health = new HealthSettings { Path = "/", IntervalMs = 100 },
        Deploy = new DeploySettings { ObserveMs = 1000 },
    };
}
