using CliWrap;
using CliWrap.Buffered;

namespace Ci.Testing;

/// <summary>What one server has made in the engine, found by its label; so that a test sees what is left over and takes it away.</summary>
public static class EngineParts
{
    /// <summary>Names of the containers, running or not, that carry the label (<c>key=value</c>) and the further ones.</summary>
    public static async Task<IReadOnlyList<string>> ContainersAsync(params string[] labels) => Lines(
        await DockerAsync(["ps", "--all", "--format", "{{.Names}}", .. Filters(labels)]));

    /// <summary>Names of those that run.</summary>
    public static async Task<IReadOnlyList<string>> RunningAsync(params string[] labels) => Lines(
        await DockerAsync(["ps", "--format", "{{.Names}}", .. Filters(labels)]));

    /// <summary>Names of the volumes that carry the labels.</summary>
    public static async Task<IReadOnlyList<string>> VolumesAsync(params string[] labels) => Lines(
        await DockerAsync(["volume", "ls", "--format", "{{.Name}}", .. Filters(labels)]));

    /// <summary>Tags of the images that carry the labels.</summary>
    public static async Task<IReadOnlyList<string>> ImagesAsync(params string[] labels) => Lines(
        await DockerAsync(["images", "--format", "{{.Repository}}:{{.Tag}}", .. Filters(labels)]));

    /// <summary>Makes an empty file in a running container's working directory.</summary>
    public static Task TouchAsync(string container, string file) => DockerAsync(["exec", container, "touch", file]);

    /// <summary>Ends a container's processes, as a crash would.</summary>
    public static Task KillAsync(string container) => DockerAsync(["kill", container]);

    /// <summary>Removes everything the server with this instance id has made.</summary>
    public static async Task RemoveInstanceAsync(string instance)
    {
        var filters = Filters([$"ci.instance={instance}"]);
        await RemoveAsync(["ps", "--all", "--quiet", .. filters], ["rm", "--force", "--volumes"]);
        await RemoveAsync(["volume", "ls", "--quiet", .. filters], ["volume", "rm", "--force"]);
        await RemoveAsync(["network", "ls", "--quiet", .. filters], ["network", "rm"]);
        await RemoveAsync(["images", "--quiet", .. filters], ["rmi", "--force"]);
    }

    private static async Task RemoveAsync(string[] list, string[] remove)
    {
        var ids = Lines(await DockerAsync(list)).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count > 0) await DockerAsync([.. remove, .. ids]);
    }

    private static string[] Filters(IEnumerable<string> labels) => [.. labels.SelectMany(label => (string[])["--filter", $"label={label}"])];

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> DockerAsync(string[] arguments)
    {
        var result = await Cli.Wrap("docker").WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new InvalidOperationException($"docker {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.StandardError}");
    }
}
