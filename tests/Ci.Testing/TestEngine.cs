using System.Text;
using CliWrap;

namespace Ci.Testing;

/// <summary>
/// The Docker engine and the small image the tests use, brought up by the scripts in <c>eng/</c>: once per process,
/// and safe when several test projects ask at the same time, because the scripts take a lock.
/// </summary>
public static class TestEngine
{
    /// <summary>The label key everything made by a test carries; its value is <see cref="RunId"/> or one of the test's own.</summary>
    public const string TestLabel = "ci.test";

    private static readonly Lazy<Task> Ready = new(BringUpAsync);

    /// <summary>Tells the containers of this process from those of other test runs.</summary>
    public static string RunId { get; } = $"run-{Environment.ProcessId}-{Guid.NewGuid():N}"[..24];

    public static Uri Socket { get; } = new(Environment.GetEnvironmentVariable("DOCKER_HOST") ?? "unix:///var/run/docker.sock");

    /// <summary>A BusyBox image: shell, httpd, nc. It cannot look up host names.</summary>
    public static string SmallImage { get; } = Environment.GetEnvironmentVariable("CI_TEST_IMAGE") ?? "ci-test/busybox:1";

    /// <summary>Debian with certificates, curl and git; there after <see cref="EnsureFullImageAsync"/>.</summary>
    public const string FullImage = "debian:bookworm-slim";

    /// <summary>Completes when the engine answers and has <see cref="SmallImage"/>.</summary>
    public static Task EnsureAsync() => Ready.Value;

    /// <summary>Completes when the engine has <see cref="FullImage"/>; the first time on a machine this takes about a minute.</summary>
    public static async Task EnsureFullImageAsync()
    {
        await EnsureAsync();
        await RunScriptAsync("images.sh", "full");
    }

    /// <summary>Removes the containers, volumes and networks that carry the label with this value: one test's, or a whole run's.</summary>
    public static async Task RemoveLabeledAsync(string value)
    {
        var filter = $"label={TestLabel}={value}";
        await RemoveAsync(["ps", "--all", "--quiet", "--filter", filter], ["rm", "--force", "--volumes"]);
        await RemoveAsync(["volume", "ls", "--quiet", "--filter", filter], ["volume", "rm"]);
        await RemoveAsync(["network", "ls", "--quiet", "--filter", filter], ["network", "rm"]);
    }

    private static async Task BringUpAsync()
    {
        await RunScriptAsync("engine.sh", "up");
        await RunScriptAsync("images.sh", "small");
    }

    private static async Task RemoveAsync(string[] list, string[] remove)
    {
        var ids = (await RunAsync("docker", list)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > 0) await RunAsync("docker", [.. remove, .. ids]);
    }

    private static Task<string> RunScriptAsync(string script, string argument) => RunAsync(SourceTree.PathTo("eng", script), [argument]);

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var output = new StringBuilder();
        var errors = new StringBuilder();
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        return result.ExitCode == 0
            ? output.ToString()
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {result.ExitCode}: {errors}");
    }
}
