using System.Globalization;

namespace Ci.Jobs.Builds;

/// <summary>The limits the engine does not hold: time and length of the log.</summary>
internal sealed class BuildLimits : IDisposable
{
    private readonly BuildRun run;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource exceeded = new();
    private readonly ITimer timer;

    public BuildLimits(BuildRun run, TimeProvider time)
    {
        this.run = run;
        this.time = time;
        timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));
    }

    /// <summary>Canceled when a limit was passed.</summary>
    public CancellationToken Exceeded => exceeded.Token;

    /// <summary>Which limit, in a sentence; null while none was passed.</summary>
    public string? Reason { get; private set; }

    public void Dispose()
    {
        timer.Dispose();
        exceeded.Dispose();
    }

    private void Look()
    {
        var settings = run.Build.Settings.Build;
        Reason ??= time.GetUtcNow() >= run.Deadline
            ? string.Create(CultureInfo.InvariantCulture, $"The build took longer than its limit of {settings.TimeoutSeconds} s.")
            : run.Log.Bytes > settings.LogMegabytes * 1048576L
                ? string.Create(CultureInfo.InvariantCulture, $"The build wrote more than its limit of {settings.LogMegabytes} MB into the log.")
                : null;
        if (Reason is null) return;
        try
        {
            exceeded.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
