namespace Ci.Jobs.Builds;

/// <summary>
/// The data of a tar entry on its way into another tar, read once from front to end. The writer takes only streams that know their length,
/// which it calls seekable; this one knows it from the entry.
/// </summary>
internal sealed class SizedStream(Stream source, long length) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new InvalidOperationException("An entry's data can only be read on.");
    }

    // At its end the source asks the engine's stream for no bytes, which that takes for a broken connection; so it is not asked.
    public override int Read(byte[] buffer, int offset, int count) => position >= length ? 0 : Counted(source.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        position >= length ? 0 : Counted(await source.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new InvalidOperationException("An entry's data can only be read on.");

    public override void SetLength(long value) => throw new InvalidOperationException("An entry's data is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("An entry's data is only read.");

    public override void Flush()
    {
    }

    private int Counted(int read)
    {
        position += read;
        return read;
    }
}
