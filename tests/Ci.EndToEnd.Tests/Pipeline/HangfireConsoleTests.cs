using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Testing;
using Ci.Web.Access;
using Hangfire;

namespace Ci.EndToEnd.Tests.Pipeline;

/// <summary>What somebody does to a job in the Hangfire console.</summary>
public sealed class HangfireConsoleTests
{
    [Fact]
    public async Task Deleting_the_job_of_a_running_build_cancels_the_build()
    {
        await using var server = await InProcessServer.StartAsync();
        using var repository = await server.Git.CreateRepositoryAsync("hello");
        await PushAsync(server, repository, "sleep 60");
        var running = await server.BuildAsync("hello", 1, build => build.State == BuildState.Running && build.Steps.Any(step => step.Name == "Build"));

        Assert.True(server.Get<IBackgroundJobClient>().Delete(running.JobId));

        var build = await server.BuildEndedAsync("hello", 1);
        Assert.Equal(BuildState.Canceled, build.State);
        Assert.Contains("Hangfire console", build.Reason, StringComparison.Ordinal);
        Assert.Empty(await EngineParts.ContainersAsync($"ci.instance={server.Instance}", "ci.part=build"));
    }

    [Fact]
    public async Task Requeueing_the_job_of_a_finished_build_changes_nothing()
    {
        await using var server = await InProcessServer.StartAsync();
        using var repository = await server.Git.CreateRepositoryAsync("hello");
        await PushAsync(server, repository, "mkdir -p dist && cp index.html dist/");
        await server.DeploymentAsync("hello", 1, DeploymentState.Live);
        var build = server.Get<BuildStore>().Find("hello", 1)!;
        var runs = Runs(server, build.JobId!);

        Assert.True(server.Get<IBackgroundJobClient>().Requeue(build.JobId));

        await Eventually.TrueAsync(() => Runs(server, build.JobId!) > runs, "the job to run again");
        Assert.Equivalent(build, server.Get<BuildStore>().Find("hello", 1));
        Assert.Single(server.Get<DeploymentStore>().List(build.ProjectId, 10));
        Assert.Equal("one", await server.Http.GetStringAsync(new Uri(server.Proxy, "/hello/")));
    }

    [Fact]
    public async Task The_page_of_a_job_shows_its_log_the_way_to_its_build_and_what_followed()
    {
        await using var server = await InProcessServer.StartAsync();
        using var repository = await server.Git.CreateRepositoryAsync("hello");
        await PushAsync(server, repository, "echo '<b>built</b>' && mkdir -p dist && cp index.html dist/");
        await server.DeploymentAsync("hello", 1, DeploymentState.Live);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Console, $"/hangfire/jobs/details/{server.Get<BuildStore>().Find("hello", 1)!.JobId}"));
        request.Headers.Authorization = new("Bearer", server.Get<TokenStore>().Add("looker", Role.Viewer, "tests").Text);

        using var answer = await server.Http.SendAsync(request);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("href=\"/projects/hello/builds/1\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;built&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Build hello #1", page, StringComparison.Ordinal);
        Assert.Contains("Deploy hello #1", page, StringComparison.Ordinal);
    }

    private static int Runs(InProcessServer server, string job) =>
        server.Get<JobStorage>().GetMonitoringApi().JobDetails(job).History.Count(state => state.StateName == "Succeeded");

    private static async Task PushAsync(InProcessServer server, GitRepository repository, string command)
    {
        server.AddProject("hello", repository, new ProjectSettings
        {
            Build = new BuildSettings { Image = TestEngine.SmallImage, Command = command, OutputDirectory = "dist" },
            Run = new RunSettings { Image = TestEngine.SmallImage, Command = "exec httpd -f -p 8080 -h /app", StopSeconds = 1 },
            Health = new HealthSettings { IntervalMs = 50 },
            Deploy = new DeploySettings { ObserveMs = 500 },
        });
        var commit = await repository.CommitAsync("index.html", "one", "First");
        await repository.PushAsync();
        Assert.Equal(202, (int)(await server.PushAsync(repository, commit)).StatusCode);
    }
}
