namespace Ci.Jobs.Tests.Builds;

/// <summary>Counts what is written to it.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    private long count;

    public long Count => Interlocked.Read(ref count);

    public Action? Moved { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Count;

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count)
    {
        inner.Write(buffer, offset, count);
        Interlocked.Add(ref this.count, count);
        Moved?.Invoke();
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
