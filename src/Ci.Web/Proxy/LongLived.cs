namespace Ci.Web.Proxy;

/// <summary>A WebSocket or event stream, which ends only when somebody says so.</summary>
internal sealed class LongLived
{
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the proxy wants the connection to end.</summary>
    public Task Closing => closing.Task;

    /// <summary>The proxy ended the connection properly, before either side did.</summary>
    public bool Closed { get; set; }

    public void Close() => closing.TrySetResult();
}
