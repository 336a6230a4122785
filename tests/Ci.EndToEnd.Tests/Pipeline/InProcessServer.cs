using System.Net;
using Ci.Jobs.Builds;
using Ci.Jobs.Containers;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Testing;
using Ci.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Ci.EndToEnd.Tests.Pipeline;

/// <summary>The whole server in this process, on ports the system chose, with a git server beside it.</summary>
public sealed class InProcessServer : IAsyncDisposable
{
    private readonly TemporaryFolder data = new("server");
    private readonly Server server;

    private InProcessServer(GitServer git, Server server, TemporaryFolder data) => (Git, this.server, this.data) = (git, server, data);

    public GitServer Git { get; }

    public HttpClient Http { get; } = new();

    public Uri Console => server.Console;

    public Uri Proxy => server.Proxy;

    /// <summary>The mark on everything it makes in the engine.</summary>
    public string Instance => Get<Instance>().Id;

    public T Get<T>() where T : notnull => server.Services.GetRequiredService<T>();

    public static async Task<InProcessServer> StartAsync()
    {
        await TestEngine.EnsureAsync();
        var data = new TemporaryFolder("server");
        var server = await Server.StartAsync(new()
        {
            Data = data.Path,
            Console = new IPEndPoint(IPAddress.Loopback, 0),
            Proxy = new IPEndPoint(IPAddress.Loopback, 0),
            GitAllowHttp = true,
        });
        return new InProcessServer(await GitServer.StartAsync(), server, data);
    }

    public Project AddProject(string name, GitRepository repository, ProjectSettings settings) =>
        Get<ProjectStore>().Add(name, Git.UrlOf(repository).ToString(), "main", settings, "tester")!;

    public async Task<HttpResponseMessage> PushAsync(GitRepository repository, string commit) =>
        await new SignedPush($"acme/{repository.Name}", Git.UrlOf(repository), commit).PostAsync(Http, Console, Get<WebhookSecrets>().Value);

    public Task<Build> BuildEndedAsync(string project, int number) => BuildAsync(project, number, build => !BuildRules.IsOpen(build.State));

    public Task<Build> BuildAsync(string project, int number, Func<Build, bool> until) => Eventually.GetAsync(
        () => Task.FromResult(Get<BuildStore>().Find(project, number)!), build => build is not null && until(build), "the build to come so far", TimeSpan.FromSeconds(60));

    public Task<Deployment> DeploymentAsync(string project, int number, DeploymentState state) => Eventually.GetAsync(
        () => Task.FromResult(Get<DeploymentStore>().Find(project, number)!), deployment => deployment?.State == state, $"the deployment to be {state}", TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        var instance = Instance;
        Http.Dispose();
        await server.DisposeAsync();
        await Git.DisposeAsync();
        await EngineParts.RemoveInstanceAsync(instance);
        data.Dispose();
    }
}
