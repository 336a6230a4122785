namespace Ci.Web.Proxy;

/// <summary>
/// An upgraded WebSocket. To close it, the proxy adds a close frame "service restart" between two of the application's frames,
/// passes the client's answer on, and ends: the client sees a clean close, not a reset.
/// </summary>
internal sealed class WebSocketBody(Stream inner, LongLived connection, TimeProvider time) : LongLivedBody(inner, connection)
{
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);
    private static readonly byte[] ServiceRestart = [0x88, 0x02, 0x03, 0xF4];
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FrameScanner fromSlot = new();
    private readonly FrameScanner fromClient = new();
    private int said;
    private bool cut;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (said == ServiceRestart.Length) return await Answered(cancellationToken);
        if (!await ArrivesBeforeClose(cancellationToken))
        {
            if (said > 0 || MayClose) return Say(buffer.Span);
            await Arrives(cancellationToken);
        }

        var count = await Take(buffer, cancellationToken);
        return UpToLastFrame(buffer.Span[..count]);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        fromClient.Scan(buffer.Span);
        try
        {
            await Inner.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException) when (said > 0)
        {
            // The application is gone already; the client's answer to the close frame still counts.
        }

        if (fromClient.CloseSeen) answered.TrySetResult();
    }

    private bool MayClose => (cut || fromSlot.AtBoundary) && !fromSlot.CloseSeen;

    // An empty buffer takes nothing: the forwarder waits with one and asks again.
    private int Say(Span<byte> buffer)
    {
        var part = ServiceRestart.AsSpan(said);
        if (part.Length > buffer.Length) part = part[..buffer.Length];
        part.CopyTo(buffer);
        said += part.Length;
        Connection.Closed = said == ServiceRestart.Length;
        return part.Length;
    }

    private async ValueTask<int> Answered(CancellationToken cancellation)
    {
        try
        {
            await answered.Task.WaitAsync(AnswerTimeout, time, cancellation);
        }
        catch (TimeoutException)
        {
            // A client that does not answer is left to notice the end of the connection; it is not waited for twice.
            answered.TrySetResult();
        }

        return 0;
    }

    // While closing, a frame that has only begun is left out, or frames without a gap would put the close off for ever.
    private int UpToLastFrame(ReadOnlySpan<byte> data)
    {
        var end = fromSlot.Scan(data);
        if (end <= 0 || fromSlot.CloseSeen || !Connection.Closing.IsCompleted) return data.Length;
        cut = true;
        return end;
    }
}
