namespace Ci.Web.Proxy;

/// <summary>The application's side of a long-lived connection, whose waiting for data can be broken off without harm.</summary>
internal abstract class LongLivedBody(Stream inner, LongLived connection) : Stream
{
    private Task? arrival;
    private bool ready;

    public override bool CanRead => true;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    protected Stream Inner => inner;

    protected LongLived Connection => connection;

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Waits for data or for the proxy's wish to close. True: data (or the end) is there and nobody wants to close.</summary>
    /// <remarks>
    /// Canceling a read would kill the connection to the application, so the wait is an empty read that is never canceled, only
    /// left alone.
    /// </remarks>
    protected async ValueTask<bool> ArrivesBeforeClose(CancellationToken cancellation)
    {
        if (connection.Closing.IsCompleted) return false;
        if (ready) return true;
        arrival ??= inner.ReadAsync(Memory<byte>.Empty, CancellationToken.None).AsTask();
        if (!arrival.IsCompleted) await Task.WhenAny(arrival, connection.Closing).WaitAsync(cancellation);
        if (connection.Closing.IsCompleted) return false;
        await Arrives(cancellation);
        return true;
    }

    /// <summary>Waits for data, whoever wants to close.</summary>
    protected async ValueTask Arrives(CancellationToken cancellation)
    {
        if (ready) return;
        arrival ??= inner.ReadAsync(Memory<byte>.Empty, CancellationToken.None).AsTask();
        await arrival.WaitAsync(cancellation);
        arrival = null;
        ready = true;
    }

    /// <summary>Reads what has arrived; nothing for an empty buffer, by which the forwarder only waits.</summary>
    protected ValueTask<int> Take(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (buffer.IsEmpty) return ValueTask.FromResult(0);
        ready = false;
        return inner.ReadAsync(buffer, cancellation);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // The wait that was left alone fails now; nobody else looks at its exception.
            _ = arrival?.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
