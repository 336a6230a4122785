namespace Ci.Jobs.Pipeline;

/// <summary>
/// Notices that a person wants a build or deployment stopped: the row says so, whoever wrote it, so the watch works across processes.
/// </summary>
internal sealed class CancelWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly Func<string?> canceledBy;
    private readonly CancellationTokenSource source;
    private readonly ITimer timer;

    /// <param name="canceledBy">Reads who asked for the stop; null while nobody did.</param>
    /// <param name="time">Clock.</param>
    /// <param name="stop">The server stops, or the Hangfire job was taken away.</param>
    public CancelWatch(Func<string?> canceledBy, TimeProvider time, CancellationToken stop)
    {
        this.canceledBy = canceledBy;
        source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, Interval);
    }

    /// <summary>Canceled by the person or by the stop.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Who asked; null while nobody did.</summary>
    public string? Actor { get; private set; }

    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }

    private void Look()
    {
        try
        {
            Actor ??= canceledBy();
            if (Actor is not null) source.Cancel();
        }
        catch (Exception failure) when (failure is ObjectDisposedException or Storage.StorageException)
        {
        }
    }
}
