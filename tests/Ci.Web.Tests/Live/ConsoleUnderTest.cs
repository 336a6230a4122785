using System.Security.Claims;
using System.Text.Encodings.Web;
using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Testing;
using Ci.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ci.Web.Tests.Live;

/// <summary>A console on a real port with a real database and real logs. Who sends a name in a header is signed in.</summary>
internal sealed class ConsoleUnderTest : IAsyncDisposable
{
    private const string NameHeader = "X-Test-Name";
    private readonly TemporaryFolder folder = new("live");
    private readonly List<HubConnection> connections = [];
    private readonly WebApplication app;

    private ConsoleUnderTest(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new DataDirectory(folder.Path)).AddSingleton<Database>()
            .AddSingleton<ChangeFeed>().AddSingleton<ProjectStore>().AddSingleton<BuildStore>().AddSingleton<DeploymentStore>().AddSingleton<LogFolder>();
        builder.Services.AddAuthentication(NameHeader).AddScheme<AuthenticationSchemeOptions, ByHeader>(NameHeader, null);
        builder.Services.AddAuthorization();
        builder.Services.AddLive();
        app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLive();
    }

    public Uri Address { get; private set; } = null!;

    public BuildStore Builds => app.Services.GetRequiredService<BuildStore>();

    public LogFolder Logs => app.Services.GetRequiredService<LogFolder>();

    public ChangeFeed Feed => app.Services.GetRequiredService<ChangeFeed>();

    public Project Shop { get; private set; } = null!;

    public static async Task<ConsoleUnderTest> StartAsync()
    {
        var console = new ConsoleUnderTest(0);
        console.Shop = console.app.Services.GetRequiredService<ProjectStore>().Add("shop", "https://git.example.com/acme/shop", "main", new ProjectSettings(), "ada")!;
        await console.app.StartAsync();
        console.Address = new Uri(console.app.Urls.Single());
        return console;
    }

    /// <summary>A build that is being driven.</summary>
    public Build Running() => Builds.Claim(Builds.Add(Shop, new NewBuild(BuildTrigger.Manual, "ada", "main")), "test")!;

    public void Finish(Build build) => Builds.Finish(build, BuildState.Succeeded, "Built.", null);

    public static LogKey KeyOf(Build build) => new(build.Project, LogKind.Build, build.Number);

    public HttpClient Client(string? name = "ada")
    {
        var client = new HttpClient { BaseAddress = Address };
        if (name is not null) client.DefaultRequestHeaders.Add(NameHeader, name);
        return client;
    }

    public HubConnection Connection(string? name = "ada", string? origin = null)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(Address, "/live"), options =>
        {
            if (name is not null) options.Headers.Add(NameHeader, name);
            if (origin is not null) options.Headers.Add("Origin", origin);
        }).Build();
        connections.Add(connection);
        return connection;
    }

    public async Task<HubConnection> ConnectAsync()
    {
        var connection = Connection();
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Breaks all connections.</summary>
    public async Task DropAsync()
    {
        foreach (var connection in connections) await connection.DisposeAsync();
        connections.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
        folder.Dispose();
    }

    private sealed class ByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var name = (string?)Request.Headers[NameHeader];
            if (name is null) return Task.FromResult(AuthenticateResult.NoResult());
            var person = new ClaimsPrincipal(new ClaimsIdentity([new System.Security.Claims.Claim(ClaimTypes.Name, name)], NameHeader));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(person, NameHeader)));
        }
    }
}
