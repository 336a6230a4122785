using System.Text.Json;
using Ci.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Web.Tests.Hosting;

/// <summary>The program as a process of its own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task The_token_command_prints_a_token_and_nothing_else_while_the_server_runs()
    {
        await using var host = await ConsoleHost.StartAsync();

        var result = await RunAsync("token", "--data", host.Data, "--name", "script", "--role", "deployer");

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Matches(@"\Aci_[A-Za-z0-9_-]{43}\n\z", result.StandardOutput.ReplaceLineEndings("\n"));
        using var client = host.WithToken(result.StandardOutput.Trim());
        Assert.Contains("\"role\":\"Deployer\"", await client.GetStringAsync("/api/me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_command_makes_the_database_it_needs()
    {
        using var folder = new TemporaryFolder();

        var token = await RunAsync("token", "--data", folder.PathTo("new"));

        Assert.Equal(0, token.ExitCode);
        Assert.StartsWith("ci_", token.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--role needs admin, deployer or viewer", "token", "--role", "root")]
    [InlineData(2, "--console needs HOST:PORT", "--console", "x")]
    [InlineData(1, "cannot be written to", "--data", "/proc/none")]
    [InlineData(1, "The server cannot listen", "--console", "192.0.2.1:10000", "--proxy", "127.0.0.1:0")]
    public async Task What_cannot_be_is_one_sentence_and_an_exit_code(int code, string sentence, params string[] args)
    {
        using var folder = new TemporaryFolder();

        var result = await RunAsync(args.Contains("--data") ? args : [.. args, "--data", folder.Path]);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(sentence, result.StandardError, StringComparison.Ordinal);
        Assert.Single(result.StandardError.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_has_one_server_and_says_where_it_listens()
    {
        await using var host = await ConsoleHost.StartAsync();

        var second = await RunAsync("--data", host.Data, "--console", "127.0.0.1:0", "--proxy", "127.0.0.1:0");
        var file = Path.Combine(host.Data, "server.json");
        var where = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file));

        Assert.Equal(1, second.ExitCode);
        Assert.StartsWith("Another server is running on the data directory", second.StandardError, StringComparison.Ordinal);
        Assert.Equal(host.Address, new Uri(where.GetProperty("console").GetString()!));
        Assert.Equal(host.ProxyAddress, new Uri(where.GetProperty("proxy").GetString()!));
        Assert.Equal(Environment.ProcessId, where.GetProperty("pid").GetInt32());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task An_orderly_stop_takes_seconds_and_leaves_no_server_json()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(new() { DataDirectory = folder.Path });
        var stopping = TimeProvider.System.GetTimestamp();

        var code = await server.StopAsync();

        Assert.Equal(0, code);
        Assert.True(TimeProvider.System.GetElapsedTime(stopping) < TimeSpan.FromSeconds(15));
        Assert.False(File.Exists(folder.PathTo("server.json")));
    }

    private static async Task<BufferedCommandResult> RunAsync(params string[] args)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Cli.Wrap("dotnet").WithArguments([ServerProcess.Program, .. args]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(limit.Token);
    }
}
