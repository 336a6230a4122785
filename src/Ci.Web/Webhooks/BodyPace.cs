namespace Ci.Web.Webhooks;

/// <summary>
/// How long a body may take: six seconds, and one more for each megabyte that has come. Forges wait ten seconds for all of a call, so the
/// rest of a body that is later helps nobody.
/// </summary>
internal sealed class BodyPace(TimeProvider time) : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(6), More = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource late = new(First, time);
    private readonly long started = time.GetTimestamp();
    private TimeSpan allowed = First;
    private int megabytes;

    /// <summary>Canceled when the body is late.</summary>
    public CancellationToken Late => late.Token;

    public void Arrived(int length)
    {
        if (length / Megabyte == megabytes) return;
        allowed += More * ((length / Megabyte) - megabytes);
        megabytes = length / Megabyte;
        Arm();
    }

    /// <summary>Waits for something that is not the sender's to hasten; its time does not count.</summary>
    public async Task<T> AsideAsync<T>(Task<T> wait)
    {
        if (wait.IsCompleted) return await wait;
        var since = time.GetTimestamp();
        late.CancelAfter(Timeout.InfiniteTimeSpan);
        var result = await wait;
        allowed += time.GetElapsedTime(since);
        Arm();
        return result;
    }

    public void Dispose() => late.Dispose();

    private void Arm()
    {
        var left = allowed - time.GetElapsedTime(started);
        late.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }
}
