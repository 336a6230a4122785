using System.Diagnostics;
using Ci.Testing;
using Hangfire.Sqlite.TestProcess;

namespace Hangfire.Sqlite.Tests.Processes;

/// <summary>Another process on the same job database.</summary>
internal sealed class OtherProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> errors = [];

    private OtherProcess(Process process) => this.process = process;

    public bool HasExited => process.HasExited;

    public string Errors
    {
        get { lock (errors) return string.Join('\n', errors); }
    }

    public static OtherProcess Start(params string[] arguments)
    {
        var program = Path.ChangeExtension(typeof(Work).Assembly.Location, null);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var other = new OtherProcess(Process.Start(start)!);
        other.process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text) lock (other.errors) other.errors.Add(text);
        };
        other.process.BeginErrorReadLine();
        return other;
    }

    /// <summary>Its next line.</summary>
    public async Task<string> HearsAsync() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60))
        ?? throw new InvalidOperationException("The process ended without a word. " + Errors);

    public Task GoOnAsync() => process.StandardInput.WriteLineAsync("go on");

    public void Signal(ProcessSignal signal) => signal.SendTo(process);

    public void Kill()
    {
        Signal(ProcessSignal.Kill);
        process.WaitForExit();
    }

    public async Task EndAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
