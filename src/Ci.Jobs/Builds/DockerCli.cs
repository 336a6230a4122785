using CliWrap;
using CliWrap.Buffered;

namespace Ci.Jobs.Builds;

/// <summary>A docker client that can build with BuildKit: the Engine API alone cannot.</summary>
internal sealed class DockerCli
{
    private readonly Lazy<Task<string?>> found = new(FindAsync);

    /// <summary>Path of the client; null when this machine has none with BuildKit.</summary>
    public Task<string?> PathAsync() => found.Value;

    // A client before 23 has BuildKit built in, a later one only with the buildx plugin.
    private static async Task<string?> FindAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var path in folders.Select(folder => Path.Combine(folder, "docker")).Append("/usr/bin/docker").Where(File.Exists).Distinct(StringComparer.Ordinal))
        {
            if (await CanBuildAsync(path)) return path;
        }

        return null;
    }

    private static async Task<bool> CanBuildAsync(string path)
    {
        var version = await RunAsync(path, "--version");
        var words = version.StandardOutput.Split(' ', ',');
        var number = words.FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0]));
        if (!version.IsSuccess || number is null || !int.TryParse(number.Split('.')[0], out var major)) return false;
        return major < 23 || (await RunAsync(path, "buildx", "version")).IsSuccess;
    }

    private static Task<BufferedCommandResult> RunAsync(string path, params string[] arguments) => Cli.Wrap(path)
        .WithArguments(arguments)
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync();
}
