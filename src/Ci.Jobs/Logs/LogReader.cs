using System.Buffers;

namespace Ci.Jobs.Logs;

/// <summary>Reads ranges of lines from a log file.</summary>
internal static class LogReader
{
    private const int ChunkBytes = 128 * 1024;

    /// <summary>Lines from number <paramref name="from"/> on: at most <paramref name="count"/>, and no more after <paramref name="maxBytes"/>.</summary>
    public static List<LogLine> Read(LogFile log, int from, int count, int maxBytes = int.MaxValue)
    {
        var lines = new List<LogLine>();
        using var file = log.Open();
        if (file is null || count <= 0) return lines;
        var (total, end) = log.Index.Refresh(file.SafeFileHandle);
        from = Math.Max(from, 1);
        if (from > total) return lines;
        count = Math.Min(count, total - from + 1);
        var (offset, number) = log.Index.Before(from);
        var bytes = 0;
        ReadLines(file, offset, end, line =>
        {
            if (number >= from)
            {
                lines.Add(LogText.Parse(number, line));
                bytes += line.Length;
            }

            number++;
            return lines.Count < count && bytes < maxBytes;
        });
        return lines;
    }

    /// <summary>Hands out every whole line between two offsets, without its newline, until the taker has enough.</summary>
    public static void ReadLines(FileStream file, long offset, long end, LineTaker take)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(end - offset, 1, ChunkBytes));
        var kept = 0;
        try
        {
            while (offset < end)
            {
                if (kept == buffer.Length) buffer = Grow(buffer);
                var read = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(kept, (int)Math.Min(buffer.Length - kept, end - offset)), offset);
                if (read == 0) return;
                offset += read;
                var whole = buffer.AsSpan(0, kept + read);
                while (whole.IndexOf((byte)'\n') is var next and >= 0)
                {
                    if (!take(whole[..next])) return;
                    whole = whole[(next + 1)..];
                }

                kept = whole.Length;
                whole.CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
