using System.Diagnostics;
using Ci.Testing;
using CliWrap;

namespace Ci.Jobs.Tests.Containers;

/// <summary>A real registry on loopback; with a password when asked for.</summary>
internal sealed class Registry : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new("registry");
    private readonly int port = FreePort.Next();
    private Process? process;

    public string Host => $"127.0.0.1:{port}";

    public static async Task<Registry> StartAsync(bool isPrivate = false)
    {
        var registry = new Registry();
        await registry.BeginAsync(isPrivate);
        return registry;
    }

    public async ValueTask DisposeAsync()
    {
        process?.Kill();
        if (process is not null) await process.WaitForExitAsync();
        process?.Dispose();
        folder.Dispose();
    }

    private async Task BeginAsync(bool isPrivate)
    {
        var config = $"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {folder.PathTo("images")}
            http:
              addr: {Host}
            """;
        if (isPrivate)
        {
            await Cli.Wrap("htpasswd").WithArguments(["-Bbc", folder.PathTo("users"), "ann", "s3cret"]).ExecuteAsync();
            config += $"""

                auth:
                  htpasswd:
                    realm: tests
                    path: {folder.PathTo("users")}
                """;
        }

        await File.WriteAllTextAsync(folder.PathTo("config.yml"), config + "\n");
        process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", folder.PathTo("config.yml")]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient();
        await Eventually.GetAsync(() => client.GetAsync(new Uri($"http://{Host}/v2/")), answer => (int)answer.StatusCode is 200 or 401, "the registry");
    }
}
