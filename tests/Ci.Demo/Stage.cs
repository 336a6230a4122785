using System.Net.NetworkInformation;
using Ci.Testing;

namespace Ci.Demo;

/// <summary>What the story needs: a forge with the sample's repository, the server on its usual ports, and a project.</summary>
internal sealed class Stage(GitServer forge, GitRepository repository, ServerProcess server, CiApi api, string secret) : IAsyncDisposable
{
    public const string Project = "hello";

    private const int ConsolePort = 10000;
    private const int ProxyPort = 9999;

    public GitRepository Repository => repository;

    public ServerProcess Server => server;

    public CiApi Api => api;

    public Uri ApplicationUrl { get; } = new(server.ProxyUrl, $"/{Project}/");

    public static async Task<Stage> SetAsync()
    {
        DemandFree(ConsolePort);
        DemandFree(ProxyPort);
        Console.WriteLine("Setting the stage");
        var forge = await GitServer.StartAsync();
        ServerProcess? server = null;
        try
        {
            var repository = await Step.TakeAsync(
                "Serve samples/hello as a git repository over HTTP", () => forge.CreateRepositoryAsync(Project));
            server = await Step.TakeAsync("Start the server with an empty data directory (data/demo)", StartServerAsync);
            var api = new CiApi(server.ConsoleUrl, await Step.TakeAsync("Make an API token", server.CreateTokenAsync));
            var secret = await api.WebhookSecretAsync();
            var project = HelloProject.For(forge.UrlOf(repository));
            await Step.TakeAsync($"Create the project {Project}", () => api.CreateProjectAsync(project));
            return new Stage(forge, repository, server, api, secret);
        }
        catch
        {
            if (server is not null) await server.DisposeAsync();
            await forge.DisposeAsync();
            throw;
        }
    }

    /// <summary>Pushes what is committed and tells the server by a signed webhook; returns the build's number.</summary>
    public async Task<int> PushAsync(string before, string after, string message)
    {
        await repository.PushAsync();
        var push = new SignedPush($"demo/{repository.Name}", forge.UrlOf(repository), after) { Before = before, Message = message };
        var builds = await api.PushAsync(push, secret);
        return builds.TryGetValue(Project, out var number)
            ? number
            : throw new InvalidOperationException($"The webhook started no build of {Project}.");
    }

    /// <summary>Deletes the project first, because its containers would outlive the server.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await api.RemoveProjectAsync(Project, TimeSpan.FromSeconds(60));
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            Console.Error.WriteLine($"The project {Project} could not be deleted, its containers may still run: {e.Message}");
        }

        api.Dispose();
        await server.DisposeAsync();
        await forge.DisposeAsync();
    }

    private static Task<ServerProcess> StartServerAsync()
    {
        var data = SourceTree.PathTo("data", "demo");
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        Directory.CreateDirectory(data);
        return ServerProcess.StartAsync(new ServerOptions
        {
            DataDirectory = data,
            ConsolePort = ConsolePort,
            ProxyPort = ProxyPort,
            OwnSession = true, // Ctrl+C is for the demo, which stops the server after cleaning up through it
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["CI_GIT_ALLOW_HTTP"] = "true" },
        });
    }

    private static void DemandFree(int port)
    {
        if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port))
            throw new InvalidOperationException($"Port {port} is in use. Stop the server that listens there and start the demo again.");
    }
}
