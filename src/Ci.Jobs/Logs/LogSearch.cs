using System.Buffers;
using System.Text;

namespace Ci.Jobs.Logs;

/// <summary>Goes through a whole log, without making a string of every line.</summary>
internal static class LogSearch
{
    /// <summary>Numbers of the lines that contain a text, upper or lower case, colors aside; at most <paramref name="limit"/>.</summary>
    public static List<int> Find(LogFile log, string text, int from, int limit)
    {
        var found = new List<int>();
        if (text.Length == 0) return found;
        Walk(log, from, (number, line) =>
        {
            if (LogText.TrySplit(line, out var parts) && Contains(parts.Text, text)) found.Add(number);
            return found.Count < limit;
        });
        return found;
    }

    /// <summary>The headings of the steps; at most <paramref name="limit"/>.</summary>
    public static List<LogLine> Steps(LogFile log, int limit)
    {
        var steps = new List<LogLine>();
        Walk(log, 1, (number, line) =>
        {
            if (LogText.TrySplit(line, out var parts) && parts.Stream == LogStream.Step) steps.Add(LogText.Parse(number, line));
            return steps.Count < limit;
        });
        return steps;
    }

    public static int? FirstError(LogFile log)
    {
        int? found = null;
        Walk(log, 1, (number, line) =>
        {
            if (LogRules.FirstError([LogText.Parse(number, line)]) is not null) found = number;
            return found is null;
        });
        return found;
    }

    private static void Walk(LogFile log, int from, Func<int, ReadOnlySpan<byte>, bool> take)
    {
        using var file = log.Open();
        if (file is null) return;
        var (total, end) = log.Index.Refresh(file.SafeFileHandle);
        if (from > total) return;
        var (offset, number) = log.Index.Before(from);
        LogReader.ReadLines(file, offset, end, line => number++ < from || take(number - 1, line));
    }

    private static bool Contains(ReadOnlySpan<byte> bytes, string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(bytes.Length));
        try
        {
            ReadOnlySpan<char> line = buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, buffer));
            if (line.Contains('\u001b')) line = LogRules.WithoutColors(line.ToString());
            return line.Contains(text, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
