using Ci.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Benchmarks.Pipeline;

/// <summary>
/// What a careful person scripts: clone, docker build (or run and commit), start in the other slot on its own port, poll, switch. No
/// record, log, rollback or drain. The switch is a field that this process asks, so it costs nothing.
/// </summary>
internal sealed class ByHand : IAsyncDisposable
{
    private const string Label = TestEngine.TestLabel + "=by-hand";
    private readonly TemporaryFolder folder = new("by-hand");
    private readonly HttpClient http = new();
    private readonly Uri repository;
    private readonly string way;
    private readonly int[] ports = [FreePort.Next(), FreePort.Next()];
    private int slot;

    private ByHand(Uri repository, string way) => (this.repository, this.way) = (repository, way);

    public static Task<ByHand> StartAsync(GitServer forge, GitRepository repository, string way) => Task.FromResult(new ByHand(forge.UrlOf(repository), way));

    /// <returns>Milliseconds from the start of the script until the new container serves the text.</returns>
    public async Task<double> PushAsync(string commit, string text)
    {
        var began = TimeProvider.System.GetTimestamp();
        var source = folder.PathTo(commit);
        await RunAsync("git", "clone", "--quiet", "--depth", "1", repository.ToString(), source);
        var image = $"ci-bench-by-hand:{commit[..8]}";
        if (way == "Dockerfile") await DockerAsync("build", "--quiet", "--label", Label, "--tag", image, source);
        else await CommandAsync(source, image);

        slot = 1 - slot;
        var name = $"ci-bench-by-hand-{slot}";
        await TryDockerAsync("rm", "--force", name);
        await DockerAsync("run", "--detach", "--label", Label, "--name", name, "--publish", $"127.0.0.1:{ports[slot]}:8080", image);
        await Served.UntilAsync(http, new Uri($"http://127.0.0.1:{ports[slot]}/"), text);
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await TryDockerAsync("rm", "--force", "ci-bench-by-hand-0", "ci-bench-by-hand-1", "ci-bench-by-hand-build");
        await TryDockerAsync("image", "prune", "--all", "--force", "--filter", $"label={Label}");
        folder.Dispose();
    }

    private async Task CommandAsync(string source, string image)
    {
        const string Builder = "ci-bench-by-hand-build";
        await TryDockerAsync("rm", "--force", Builder);
        await DockerAsync("create", "--label", Label, "--name", Builder, "--net", "none", TestEngine.SmallImage, "sh", "-c", "mkdir -p /www && cp /src/index.html /www/index.html");
        await DockerAsync("cp", source, $"{Builder}:/src");
        await DockerAsync("start", "--attach", Builder);
        await DockerAsync("commit", "--change", "CMD [\"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]", Builder, image);
        await DockerAsync("rm", Builder);
    }

    private static Task DockerAsync(params string[] arguments) => RunAsync("/usr/bin/docker", arguments);

    private static async Task TryDockerAsync(params string[] arguments) => await Command("/usr/bin/docker", arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

    private static async Task RunAsync(string program, params string[] arguments) => await Command(program, arguments).ExecuteBufferedAsync();

    private static Command Command(string program, string[] arguments) => Cli.Wrap(program)
        .WithArguments(arguments)
        .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", "1"));
}
