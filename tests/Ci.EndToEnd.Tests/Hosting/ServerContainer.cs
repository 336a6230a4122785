using System.Net;
using Ci.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.EndToEnd.Tests.Hosting;

/// <summary>The built server in a container of the engine it drives, as docker-compose.yml runs it.</summary>
internal sealed class ServerContainer : IAsyncDisposable
{
    private readonly string name = $"ci-test-server-{Guid.NewGuid():N}";

    public Uri Console { get; private set; } = null!;

    public Uri Proxy { get; private set; } = null!;

    public static async Task<ServerContainer> StartAsync()
    {
        await Cli.Wrap(SourceTree.PathTo("eng", "server-image.sh")).WithArguments([SourceTree.Configuration]).ExecuteBufferedAsync();
        var server = new ServerContainer();
        await DockerAsync(
            "run", "--detach", "--init", "--name", server.name, "--label", $"{TestEngine.TestLabel}={TestEngine.RunId}",
            "--env", "CI_GIT_ALLOW_HTTP=true", "--env", "CI_SLOT_POOL=10.214.0.0/16", "--volume", "/data", "--volume", "/var/run/docker.sock:/var/run/docker.sock", "ci-test/server");
        var address = (await DockerAsync("inspect", "--format", "{{.NetworkSettings.IPAddress}}", server.name)).Trim();
        server.Console = new Uri($"http://{address}:10000");
        server.Proxy = new Uri($"http://{address}:9999");
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => await AnswersAsync(http, new Uri(server.Console, "/healthz")), "the server in the container to answer", TimeSpan.FromSeconds(60));
        return server;
    }

    public async Task<string> TokenAsync() => (await DockerAsync("exec", name, "dotnet", "/server/Ci.Web.dll", "token", "--data", "/data")).Trim();

    /// <summary>The host's address as containers see it.</summary>
    public static async Task<IPAddress> HostAddressAsync() =>
        IPAddress.Parse((await DockerAsync("network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", "bridge")).Trim());

    public Task<string> LogAsync() => DockerAsync("logs", name);

    public async ValueTask DisposeAsync() => await DockerAsync("rm", "--force", "--volumes", name);

    public static async Task<string> DockerAsync(params string[] arguments) => (await Cli.Wrap("/usr/bin/docker").WithArguments(arguments).ExecuteBufferedAsync()).StandardOutput;

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            return (await http.GetAsync(address)).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
