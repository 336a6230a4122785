using Ci.Testing;

namespace Ci.Benchmarks.Pipeline;

/// <summary>The product as a process of its own, with one project.</summary>
internal sealed class OurServer : IAsyncDisposable
{
    private const string Project = "bench";
    private readonly GitServer forge;
    private readonly ServerProcess server;
    private readonly CiApi api;
    private readonly string secret;
    private readonly HttpClient http = new();

    private OurServer(GitServer forge, ServerProcess server, CiApi api, string secret) => (this.forge, this.server, this.api, this.secret) = (forge, server, api, secret);

    public static async Task<OurServer> StartAsync(GitServer forge, GitRepository repository, string way)
    {
        var server = await ServerProcess.StartAsync(new ServerOptions { Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["CI_GIT_ALLOW_HTTP"] = "true" } });
        var api = new CiApi(server.ConsoleUrl, await server.CreateTokenAsync());
        await api.CreateProjectAsync(new
        {
            name = Project,
            repositoryUrl = forge.UrlOf(repository),
            branch = "main",
            settings = new
            {
                build = new { way, image = TestEngine.SmallImage, command = "mkdir -p /workspace/out && cp index.html out/", outputDirectory = "out" },
                run = new { image = TestEngine.SmallImage, command = way == "Command" ? "exec httpd -f -p 8080 -h /app" : null, port = 8080 },
                health = new { path = "/", intervalMs = 100, healthyInARow = 1 },
                deploy = new { observeMs = 0 },
            },
        });
        return new OurServer(forge, server, api, await api.WebhookSecretAsync());
    }

    /// <returns>Milliseconds from the webhook until the proxy serves the text.</returns>
    public async Task<double> PushAsync(GitRepository repository, string commit, string text)
    {
        var began = TimeProvider.System.GetTimestamp();
        await api.PushAsync(new SignedPush($"bench/{repository.Name}", forge.UrlOf(repository), commit), secret);
        await Served.UntilAsync(http, new Uri(server.ProxyUrl, $"/{Project}/"), text);
        var took = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        var number = (await api.DeploymentsAsync(Project))[0].BuildNumber!.Value;
        await api.DeploymentSettledAsync(Project, number);
        return took;
    }

    public async ValueTask DisposeAsync()
    {
        await api.RemoveProjectAsync(Project);
        api.Dispose();
        http.Dispose();
        await server.DisposeAsync();
    }
}
