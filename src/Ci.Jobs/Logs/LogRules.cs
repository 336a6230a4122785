using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ci.Jobs.Logs;

/// <summary>What may stand in a log.</summary>
public static partial class LogRules
{
    /// <summary>Characters of one stored line; a longer line is stored in pieces.</summary>
    public const int PieceLength = 16 * 1024;

    private const int MaxColor = 64;
    private const char Escape = '\u001b';

    private static readonly SearchValues<char> ColorParameters = SearchValues.Create("0123456789;:");
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Where(code => code != '\t').Select(code => (char)code),
        .. Enumerable.Range(0x7f, 0x21).Select(code => (char)code),
        .. "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ]);

    /// <summary>
    /// Makes one line harmless text: of text that a carriage return overwrites the last stays, colors (<c>ESC [ … m</c>) and tabs stay,
    /// other escapes and control characters go, a newline becomes a space, and what would turn the direction of the text is spelled out.
    /// </summary>
    public static string Clean(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.AsSpan().IndexOfAny(Unsafe) < 0) return line;
        var text = LastWritten(line).AsSpan();
        var clean = new StringBuilder(text.Length);
        while (text.Length > 0)
        {
            var next = text.IndexOfAny(Unsafe);
            clean.Append(next < 0 ? text : text[..next]);
            if (next < 0) break;
            text = text[next..];
            text = text[Take(text, clean)..];
        }

        return clean.ToString();
    }

    /// <summary>Cuts a line into pieces that are stored as lines of their own, never through a character.</summary>
    public static IEnumerable<string> Pieces(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var start = 0;
        while (line.Length - start > PieceLength)
        {
            var end = start + PieceLength;
            if (char.IsHighSurrogate(line[end - 1])) end--;
            yield return line[start..end];
            start = end;
        }

        yield return line[start..];
    }

    // Progress bars rewrite their line: "10 %\r20 %\r" shows 20 %.
    private static string LastWritten(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] == '\r') end--;
        var start = end == 0 ? 0 : line.LastIndexOf('\r', end - 1) + 1;
        return line[start..end];
    }

    // Handles the unsafe character in front; returns how many characters are done with.
    private static int Take(ReadOnlySpan<char> text, StringBuilder clean)
    {
        switch (text[0])
        {
            case Escape when text.Length > 1:
                return text[1] switch
                {
                    '[' => TakeControl(text, 2, clean),
                    ']' or 'P' or 'X' or '^' or '_' => TakeString(text, 2),
                    _ => TakeShort(text),
                };
            case '\u009b':
                return TakeControl(text, 1, clean);
            case '\u009d' or '\u0090' or '\u0098' or '\u009e' or '\u009f':
                return TakeString(text, 1);
            case '\n':
                clean.Append(' ');
                return 1;
            case >= '\u2028':
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[0]:x4}");
                return 1;
            default:
                return 1;
        }
    }

    // CSI: parameters, intermediates, one final character. Only colors stay.
    private static int TakeControl(ReadOnlySpan<char> text, int start, StringBuilder clean)
    {
        var end = start;
        while (end < text.Length && text[end] is >= '\u0020' and <= '\u003f') end++;
        if (end == text.Length || text[end] is < '\u0040' or > '\u007e') return end;
        var parameters = text[start..end];
        if (text[end] == 'm' && parameters.Length <= MaxColor && parameters.IndexOfAnyExcept(ColorParameters) < 0)
            clean.Append(Escape).Append('[').Append(parameters).Append('m');
        return end + 1;
    }

    // OSC and its kin run to a terminator. Without one only the start goes, so that nobody hides the rest of a line.
    private static int TakeString(ReadOnlySpan<char> text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is '\u0007' or '\u009c') return i + 1;
            if (text[i] == Escape && i + 1 < text.Length && text[i + 1] == '\\') return i + 2;
        }

        return start;
    }

    // ESC, intermediates, one final character.
    private static int TakeShort(ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && text[end] is >= '\u0020' and <= '\u002f') end++;
        return end < text.Length && text[end] is >= '\u0030' and <= '\u007e' ? end + 1 : end;
    }
}
