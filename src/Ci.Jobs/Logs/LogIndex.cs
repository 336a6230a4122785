using System.Buffers;

namespace Ci.Jobs.Logs;

/// <summary>
/// Where every 256th line of a growing file starts, so that any line is found by reading little. Holds whole lines only: bytes after
/// the last newline do not count yet. Safe for concurrent use.
/// </summary>
internal sealed class LogIndex
{
    private const int Stride = 256;
    private const int ChunkBytes = 256 * 1024;
    private readonly Lock gate = new();
    private readonly List<long> starts = [0];
    private long end;
    private int lines;

    /// <summary>Takes in what was written since and tells how many whole lines there are, and where they end.</summary>
    public (int Lines, long End) Refresh(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        lock (gate)
        {
            var length = RandomAccess.GetLength(file);
            if (length < end) Reset();
            if (length > end) Scan(file, length);
            return (lines, end);
        }
    }

    /// <summary>Where to start reading for a line, and the number of the line that starts there.</summary>
    public (long Offset, int Line) Before(int line)
    {
        lock (gate)
        {
            var slot = Math.Clamp((line - 1) / Stride, 0, starts.Count - 1);
            return (starts[slot], slot * Stride + 1);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            starts.RemoveRange(1, starts.Count - 1);
            end = 0;
            lines = 0;
        }
    }

    private void Scan(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(ChunkBytes, length - end));
        try
        {
            var at = end;
            while (at < length)
            {
                var read = RandomAccess.Read(file, buffer, at);
                if (read == 0) return;
                Count(buffer.AsSpan(0, read), at);
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Count(ReadOnlySpan<byte> bytes, long offset)
    {
        var done = 0;
        while (bytes[done..].IndexOf((byte)'\n') is var next and >= 0)
        {
            done += next + 1;
            end = offset + done;
            if (++lines % Stride == 0) starts.Add(end);
        }
    }
}
