using System.Diagnostics;
using System.Globalization;
using Ci.Testing;
using CliWrap;
using CliWrap.Buffered;
using Npgsql;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

/// <summary>
/// A PostgreSQL server of the tests' own. It listens on a socket in its folder only, which nobody else can enter, and ends with the
/// process of the tests, however that ends.
/// </summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new("postgresql");
    private readonly TaskCompletionSource<Process> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> said = [];

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = folder.Path, Username = "postgres", Database = "postgres", MaxPoolSize = 40,
    }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess) await RunAsync(["chown", "postgres", folder.Path]);
        await RunAsync(["setpriv", .. ItsUser, Program("initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        new Thread(Serve) { IsBackground = true, Name = "PostgreSQL" }.Start();
        var process = await started.Task;
        await Eventually.TrueAsync(() => AnswersAsync(process), "PostgreSQL to answer");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (started.Task.IsCompletedSuccessfully)
        {
            using var process = await started.Task;
            ProcessSignal.Interrupt.SendTo(process);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }
        folder.Dispose();
    }

    private string Data => folder.PathTo("data");

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static string[] ItsUser =>
        Environment.IsPrivilegedProcess ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    /// <summary>Debian has a folder for each version; elsewhere it is on the path.</summary>
    private static string Program(string name)
    {
        const string Versions = "/usr/lib/postgresql";
        var debian = Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).OrderByDescending(VersionOf).Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return debian.Concat(path).Select(each => Path.Combine(each, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"PostgreSQL's \"{name}\" is missing: install its server, as test.sh does.");
    }

    private static int VersionOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static async Task RunAsync(string[] command)
    {
        var result = await Cli.Wrap(command[0]).WithArguments(command[1..])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {result.ExitCode}: {result.StandardError}");
    }

    /// <summary>
    /// The kernel interrupts the server when the thread that started it ends, which is this one: it lasts as long as the server or
    /// the process.
    /// </summary>
    private void Serve()
    {
        try
        {
            string[] command =
            [
                "setpriv", "--pdeathsig", "INT", .. ItsUser, Program("postgres"), "-D", Data, "-F",
                "-c", "listen_addresses=", "-c", "unix_socket_directories=" + folder.Path,
                "-c", "shared_buffers=16MB", "-c", "max_connections=50", "-c", "autovacuum=off",
            ];
            var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
            {
                UseShellExecute = false, RedirectStandardError = true,
            })!;
            process.ErrorDataReceived += (_, line) =>
            {
                if (line.Data is { } text) lock (said) said.Add(text);
            };
            process.BeginErrorReadLine();
            started.SetResult(process);
            process.WaitForExit();
        }
        catch (Exception e)
        {
            started.TrySetException(e);
        }
    }

    private async Task<bool> AnswersAsync(Process process)
    {
        if (process.HasExited)
            throw new InvalidOperationException("PostgreSQL did not start: " + string.Join('\n', said));
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
