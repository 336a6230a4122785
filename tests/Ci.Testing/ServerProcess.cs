using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Testing;

/// <summary>
/// The built server as a process of its own, so that a test can kill it at any moment and start it again on the same
/// data, ports included.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly ServerOptions _options;
    private readonly TemporaryFolder? _ownFolder;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ProcessOutput _output;
    private Process? _process;

    private ServerProcess(ServerOptions options)
    {
        _options = options;
        _output = new ProcessOutput(options.OnOutput);
        _ownFolder = options.DataDirectory is null ? new TemporaryFolder("data") : null;
        DataDirectory = options.DataDirectory ?? _ownFolder!.Path;
        ConsoleUrl = new Uri($"http://127.0.0.1:{options.ConsolePort}/");
        ProxyUrl = new Uri($"http://127.0.0.1:{options.ProxyPort}/");
    }

    public string DataDirectory { get; }

    public Uri ConsoleUrl { get; }

    public Uri ProxyUrl { get; }

    /// <summary>The id of the process that runs or ran last.</summary>
    public int ProcessId => _process?.Id ?? 0;

    public bool HasExited => _process?.HasExited ?? true;

    /// <summary>Everything it printed so far, of all its lives.</summary>
    public string Output => _output.ToString();

    /// <summary>The server built as the running test was: Debug or Release.</summary>
    public static string Program { get; } =
        SourceTree.PathTo("src", "Ci.Web", "bin", SourceTree.Configuration, "net10.0", "Ci.Web.dll");

    /// <summary>Starts the server and waits until its console is healthy.</summary>
    public static async Task<ServerProcess> StartAsync(ServerOptions? options = null)
    {
        var server = new ServerProcess(options ?? new ServerOptions());
        try
        {
            server.Launch();
            await server.HealthyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server without waiting: for one that is meant to end by itself, at a fault point or with an error.</summary>
    public static ServerProcess Launch(ServerOptions options)
    {
        var server = new ServerProcess(options);
        server.Launch();
        return server;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, <see cref="StopAsync"/> or its own end, with other variables if given.</summary>
    public async Task RestartAsync(IReadOnlyDictionary<string, string?>? environment = null)
    {
        await StopAsync();
        Launch(environment);
        await HealthyAsync();
    }

    /// <summary>Starts it again without waiting: for a life that is meant to end by itself, maybe before it was seen healthy.</summary>
    public async Task RelaunchAsync(IReadOnlyDictionary<string, string?> environment)
    {
        await StopAsync();
        Launch(environment);
    }

    /// <summary>SIGKILL to this process alone: its containers and git processes are on their own now.</summary>
    public Task KillAsync() => EndAsync(ProcessSignal.Kill);

    /// <summary>SIGTERM, and SIGKILL when it has not ended after a minute. Returns the exit code; null when it never ran.</summary>
    public async Task<int?> StopAsync()
    {
        await EndAsync(ProcessSignal.Terminate);
        return _process?.ExitCode;
    }

    /// <summary>Waits until the process ends by itself and returns the exit code.</summary>
    public async Task<int> ExitedAsync(TimeSpan within)
    {
        await _process!.WaitForExitAsync().WaitAsync(within, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <summary>Waits until <c>GET /healthz</c> on the console answers 200; fails with its output, at once when the process has ended.</summary>
    public async Task HealthyAsync()
    {
        try
        {
            await Eventually.TrueAsync(IsHealthyAsync, $"the server on {ConsoleUrl} to be healthy", _options.StartWithin);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{Output}", e);
        }
    }

    /// <summary>A new admin API token, made by the server's own command on the same data directory.</summary>
    public async Task<string> CreateTokenAsync()
    {
        var result = await Cli.Wrap("dotnet")
            .WithArguments([Program, "token", "--data", DataDirectory])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return result.ExitCode == 0
            ? result.StandardOutput.Trim().Split('\n')[^1].Trim()
            : throw new InvalidOperationException($"No token: {result.StandardError}{result.StandardOutput}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        _http.Dispose();
        _ownFolder?.Dispose();
    }

    private async Task<bool> IsHealthyAsync()
    {
        if (HasExited) throw new InvalidOperationException($"The server ended with {_process!.ExitCode} before it was healthy:\n{Output}");
        using var response = await _http.GetAsync(new Uri(ConsoleUrl, "/healthz"));
        return response.IsSuccessStatusCode;
    }

    private void Launch(IReadOnlyDictionary<string, string?>? environment = null)
    {
        if (!File.Exists(Program))
            throw new FileNotFoundException($"{Program} is missing: build src/Ci.Web ({SourceTree.Configuration}) first.");
        // setsid becomes the program it starts, so the process id stays the server's.
        string[] command = [.. _options.OwnSession ? ["setsid"] : Array.Empty<string>(), "dotnet", Program];
        var start = new ProcessStartInfo(command[0],
            [.. command[1..], "--data", DataDirectory, "--console", ConsoleUrl.Authority, "--proxy", ProxyUrl.Authority])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? _options.Environment)
            start.Environment[name] = value;
        _process?.Dispose();
        _process = Process.Start(start)!;
        _output.Follow(_process);
    }

    private async Task EndAsync(ProcessSignal signal)
    {
        if (HasExited) return;
        signal.SendTo(_process!);
        try
        {
            await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        }
        catch (TimeoutException)
        {
            ProcessSignal.Kill.SendTo(_process!);
            await _process!.WaitForExitAsync();
        }
    }
}
