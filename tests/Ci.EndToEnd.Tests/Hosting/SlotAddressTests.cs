using Ci.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.EndToEnd.Tests.Hosting;

/// <summary>A slot is reached by the server, wherever it runs, and by nobody else.</summary>
public sealed class SlotAddressTests
{
    private const string Project = "inside";

    [Fact]
    public async Task A_server_in_a_container_deploys_and_serves_and_no_other_host_reaches_the_slot()
    {
        await TestEngine.EnsureAsync();
        await using var server = await ServerContainer.StartAsync();
        await using var forge = await GitServer.StartAsync(await ServerContainer.HostAddressAsync());
        using var repository = await forge.CreateRepositoryAsync("inside");
        var commit = await repository.CommitAsync("index.html", "from a container", "First");
        await repository.PushAsync();
        using var api = new CiApi(server.Console, await server.TokenAsync());
        await api.CreateProjectAsync(Definition(forge.UrlOf(repository)));

        await api.PushAsync(new SignedPush("acme/inside", forge.UrlOf(repository), commit), await api.WebhookSecretAsync());

        var deployment = await api.DeploymentSettledAsync(Project, 1, TimeSpan.FromSeconds(90));
        Assert.True(deployment.State == "Live", $"{deployment.Reason}\n{await server.LogAsync()}");
        using var http = new HttpClient();
        Assert.Equal("from a container", await http.GetStringAsync(new Uri(server.Proxy, $"/{Project}/")));

        await using var other = await OtherHost.StartAsync();
        Assert.Equal("from a container", await http.GetStringAsync(new Uri("http://10.214.0.2:8080/")));
        Assert.NotEqual(0, await other.InsideAsync("curl", "--silent", "--max-time", "3", "http://10.214.0.2:8080/"));
        Assert.True(await IsClosedAsync("ci-0ad60001"), "The rule against other hosts is missing.");

        await api.DeleteProjectAsync(Project);
        await Eventually.TrueAsync(
            async () => await ServerContainer.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=ci.project={Project}") == "", "the project's containers to be gone");
        await Eventually.TrueAsync(async () => !await IsClosedAsync("ci-0ad60001"), "the network's rule to be gone");
    }

    private static async Task<bool> IsClosedAsync(string bridge) => (await Cli.Wrap("iptables")
        .WithArguments(["-w", "5", "-C", "DOCKER-USER", "!", "-i", bridge, "-o", bridge, "-m", "conntrack", "--ctstate", "NEW", "-j", "DROP"])
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync()).IsSuccess;

    private static object Definition(Uri repository) => new
    {
        name = Project,
        repositoryUrl = repository,
        branch = "main",
        settings = new
        {
            build = new { way = "Command", image = TestEngine.SmallImage, command = "mkdir dist && cp index.html dist/", outputDirectory = "dist" },
            run = new { image = TestEngine.SmallImage, command = "exec httpd -f -p 8080 -h /app" },
            health = new { path = "/", intervalMs = 100 },
            deploy = new { observeMs = 500 },
        },
    };
}
