using System.Net;
using Ci.Jobs.Containers;
using Ci.Jobs.Storage;
using Ci.Testing;
using Ci.Web.Access;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>A server in a process of its own, with a git server beside it; what it made in the engine goes away with it.</summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly Dictionary<string, string?> environment;
    private readonly string instance;
    private string? secret;

    private Stage(ServerProcess server, GitServer git, Dictionary<string, string?> environment)
    {
        (Server, Git, this.environment) = (server, git, environment);
        var database = new Database(new DataDirectory(server.DataDirectory));
        instance = new Instance(new SettingStore(database)).Id;
        Api = new CiApi(server.ConsoleUrl, new TokenStore(database, TimeProvider.System).Add("tests", Role.Admin, "tests").Text);
    }

    public ServerProcess Server { get; }

    public GitServer Git { get; }

    public CiApi Api { get; }

    public HttpClient Http { get; } = new();

    /// <param name="fault">As in <c>CI_FAULT</c>, until the first restart.</param>
    /// <param name="more">Further environment variables, kept over restarts.</param>
    public static async Task<Stage> StartAsync(string? fault = null, params (string Name, string Value)[] more)
    {
        await TestEngine.EnsureAsync();
        var environment = more.ToDictionary(pair => pair.Name, pair => (string?)pair.Value, StringComparer.Ordinal);
        environment["CI_GIT_ALLOW_HTTP"] = "true";
        var first = new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["CI_FAULT"] = fault };
        var server = await ServerProcess.StartAsync(new ServerOptions { Environment = first });
        return new Stage(server, await GitServer.StartAsync(), environment);
    }

    /// <summary>Waits until the fault has ended the server.</summary>
    public Task DiedAsync() => Server.ExitedAsync(TimeSpan.FromSeconds(60));

    /// <summary>Starts the server again, without the fault or with another.</summary>
    public Task RestartAsync(string? fault = null) =>
        Server.RestartAsync(new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["CI_FAULT"] = fault });

    /// <summary>Starts the server with a fault that ends it by itself, perhaps before it was healthy.</summary>
    public async Task DieAgainAsync(string fault)
    {
        try
        {
            await RestartAsync(fault);
        }
        catch (InvalidOperationException) when (Server.HasExited)
        {
        }

        await DiedAsync();
    }

    /// <summary>Adds a project of a repository of its own.</summary>
    public async Task<App> AddAppAsync(AppSettings? settings = null, string? name = null, GitRepository? repository = null)
    {
        name ??= $"app-{Guid.NewGuid().ToString("N")[..8]}";
        var app = new App(this, name, repository ?? await Git.CreateRepositoryAsync(name));
        await Api.CreateProjectAsync((settings ?? new AppSettings()).ToProject(name, Git.UrlOf(app.Repository)));
        return app;
    }

    /// <summary>Sends a webhook; the status code and the body of its answer.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(SignedPush push)
    {
        secret ??= await Api.WebhookSecretAsync();
        using var answer = await push.PostAsync(Http, Server.ConsoleUrl, secret);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Containers of the whole server, running or not.</summary>
    public Task<IReadOnlyList<string>> ContainersAsync() => EngineParts.ContainersAsync($"ci.instance={instance}");

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Http.Dispose();
        // Killed, so that a test which failed does not wait for what hangs.
        await Server.KillAsync();
        await Server.DisposeAsync();
        await Git.DisposeAsync();
        await EngineParts.RemoveInstanceAsync(instance);
    }
}
