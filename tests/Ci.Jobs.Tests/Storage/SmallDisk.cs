using CliWrap;
using CliWrap.Buffered;

namespace Ci.Jobs.Tests.Storage;

/// <summary>A disk of a few megabytes, to be filled. Mounting one takes root, as the rest of the tests' real parts do.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string ballast;

    private SmallDisk(string path)
    {
        Path = path;
        ballast = System.IO.Path.Combine(path, "ballast");
    }

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync(string path, string options)
    {
        Directory.CreateDirectory(path);
        await RunAsync("mount", "-t", "tmpfs", "-o", options, "tmpfs", path);
        return new SmallDisk(path);
    }

    /// <summary>Takes every free byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true) file.Write(page);
        }
        catch (IOException)
        {
        }
    }

    public void Free() => File.Delete(ballast);

    public async ValueTask DisposeAsync() => await RunAsync("umount", "--lazy", Path);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        if (!result.IsSuccess) throw new InvalidOperationException($"{program} ended with {result.ExitCode}: {result.StandardError}");
    }
}
