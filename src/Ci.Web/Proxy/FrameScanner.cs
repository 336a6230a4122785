using System.Buffers.Binary;

namespace Ci.Web.Proxy;

/// <summary>Follows the frames of a WebSocket in one direction (RFC 6455, 5.2), however the bytes are cut up.</summary>
internal sealed class FrameScanner
{
    private const int Close = 0x8;
    private readonly byte[] header = new byte[14];
    private int headerBytes;
    private ulong payloadLeft;
    private bool closing;

    /// <summary>The bytes so far end with a whole frame, so another frame may follow.</summary>
    public bool AtBoundary => headerBytes == 0 && payloadLeft == 0;

    /// <summary>A close frame has passed as a whole.</summary>
    public bool CloseSeen { get; private set; }

    /// <returns>The end of the last frame that ends in these bytes; 0 if none does.</returns>
    public int Scan(ReadOnlySpan<byte> data)
    {
        var end = 0;
        for (var at = 0; at < data.Length;)
        {
            if (payloadLeft > 0)
            {
                var step = (int)Math.Min(payloadLeft, (ulong)(data.Length - at));
                payloadLeft -= (ulong)step;
                at += step;
            }
            else
            {
                header[headerBytes++] = data[at++];
                if (headerBytes < HeaderLength()) continue;
                payloadLeft = PayloadLength();
                closing = (header[0] & 0x0F) == Close;
                headerBytes = 0;
            }

            if (!AtBoundary) continue;
            end = at;
            CloseSeen |= closing;
        }

        return end;
    }

    private int HeaderLength()
    {
        if (headerBytes < 2) return 2;
        var mask = (header[1] & 0x80) != 0 ? 4 : 0;
        return mask + (header[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };
    }

    private ulong PayloadLength() => (header[1] & 0x7F) switch
    {
        126 => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)),
        127 => BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(2)),
        var length => (ulong)length,
    };
}
