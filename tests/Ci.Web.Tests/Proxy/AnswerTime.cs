using Microsoft.Extensions.Time.Testing;

namespace Ci.Web.Tests.Proxy;

/// <summary>A clock that stands still and tells when the proxy begins to wait for a client's answer to its goodbye.</summary>
internal sealed class AnswerTime : FakeTimeProvider
{
    private readonly TaskCompletionSource awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task AnswerAwaited => awaited.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == WebSocketBody.AnswerTimeout) awaited.TrySetResult();
        return timer;
    }
}
