using CliWrap;
using CliWrap.Buffered;

namespace Ci.Jobs.Tests.Builds;

/// <summary>A repository with a work tree on disk, written by git itself.</summary>
internal sealed class ScratchRepository(string path)
{
    public string Path { get; } = path;

    public static async Task<ScratchRepository> CreateAsync(string path)
    {
        Directory.CreateDirectory(path);
        var repository = new ScratchRepository(path);
        await repository.GitAsync("init", "--quiet", "--initial-branch=main");
        await repository.GitAsync("config", "http.receivepack", "false");
        await repository.GitAsync("config", "uploadpack.allowAnySHA1InWant", "false");
        return repository;
    }

    /// <summary>Gives the new commit's id.</summary>
    public async Task<string> CommitAsync(string message, params (string File, string Text)[] files)
    {
        foreach (var (file, text) in files)
        {
            var target = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(target, text);
        }
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--allow-empty", "-m", message);
        return await GitAsync("rev-parse", "HEAD");
    }

    public async Task<string> GitAsync(params string[] arguments)
    {
        var result = await Cli.Wrap("git")
            .WithArguments(["-C", Path, "-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "protocol.file.allow=always", .. arguments])
            .WithEnvironmentVariables(e => e.Set("GIT_CONFIG_GLOBAL", "/dev/null").Set("GIT_CONFIG_NOSYSTEM", "1"))
            .ExecuteBufferedAsync();
        return result.StandardOutput.Trim();
    }
}
