using System.Diagnostics;

namespace Ci.Benchmarks.Proxy;

/// <summary>This program once more, as a process of its own that says its address and serves until its input ends.</summary>
internal sealed class Child : IDisposable, IAsyncDisposable
{
    private readonly Process process;

    private Child(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => process.Id;

    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<Child> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["child", .. arguments]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        var started = Process.Start(start)!;
        var address = await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The process for {arguments[0]} ended at once.");
        return new(started, new(address));
    }

    /// <summary>The other half: called in the process that serves.</summary>
    public static async Task<int> ServeAsync(Uri address)
    {
        Console.WriteLine(address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
