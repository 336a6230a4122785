using System.Buffers;
using System.IO.Compression;

namespace Ci.Jobs.Triggers;

/// <summary>Bodies as they are kept: Brotli, small enough that a flood of large ones does not fill the disk.</summary>
public static class BodyCodec
{
    /// <summary>Packed bodies above this many bytes are not kept; what was read from them is.</summary>
    public const int MaxPacked = 256 * 1024;

    /// <summary>Bodies above this many bytes are not even tried.</summary>
    private const int MaxBody = 4 * 1024 * 1024;

    /// <returns>Null when it is too large to keep.</returns>
    public static byte[]? Pack(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBody) return null;
        var packed = ArrayPool<byte>.Shared.Rent(Math.Min(MaxPacked, BrotliEncoder.GetMaxCompressedLength(body.Length)));
        try
        {
            return BrotliEncoder.TryCompress(body, packed.AsSpan(0, Math.Min(packed.Length, MaxPacked)), out var length, quality: 0, window: 16) ? packed[..length] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var body = new MemoryStream();
        brotli.CopyTo(body);
        return body.ToArray();
    }
}
