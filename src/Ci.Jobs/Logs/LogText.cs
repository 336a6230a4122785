using System.Globalization;
using System.Text;

namespace Ci.Jobs.Logs;

/// <summary>
/// The form of a line in a file: <c>2026-11-24T11:11:15.123456789Z out text</c>. The time is the engine's, as it came (nine digits),
/// or the product's own (three digits): by that a line of a container is told from other output. A stream word with a plus,
/// <c>out+</c>, says that what was one line goes on in the next.
/// </summary>
internal static class LogText
{
    public const string OwnTime = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int OwnTimeLength = 24;
    private static readonly string[] Words = ["out", "err", "step", "note"];

    /// <summary>Whether a text is a time as engines write it, longer than the product's own.</summary>
    public static bool IsEngineTime(string at) => at.Length is > OwnTimeLength and <= 40 && at[4] == '-' && !at.AsSpan().ContainsAnyExceptInRange('+', 'Z');

    public static string Word(LogStream stream) => Words[(int)stream];

    /// <summary>Reads one line of a file, without its newline. A line somebody wrote by hand becomes a note.</summary>
    public static LogLine Parse(int number, ReadOnlySpan<byte> line)
    {
        if (!TrySplit(line, out var parts)) return new LogLine(number, DateTimeOffset.UnixEpoch, LogStream.Note, Encoding.UTF8.GetString(line));
        return new LogLine(number, TimeOf(parts.At), parts.Stream, Encoding.UTF8.GetString(parts.Text));
    }

    public static bool TrySplit(ReadOnlySpan<byte> line, out LogParts parts)
    {
        parts = default;
        var first = line.IndexOf((byte)' ');
        if (first < 20) return false;
        var rest = line[(first + 1)..];
        var second = rest.IndexOf((byte)' ');
        if (second < 3) return false;
        var goesOn = rest[second - 1] == (byte)'+';
        if (StreamOf(rest[..(goesOn ? second - 1 : second)]) is not { } stream) return false;
        parts = new LogParts(line[..first], stream, goesOn, isEngineTime: first > OwnTimeLength, rest[(second + 1)..]);
        return true;
    }

    private static LogStream? StreamOf(ReadOnlySpan<byte> word) => word switch
    {
        _ when word.SequenceEqual("out"u8) => LogStream.Out,
        _ when word.SequenceEqual("err"u8) => LogStream.Err,
        _ when word.SequenceEqual("step"u8) => LogStream.Step,
        _ when word.SequenceEqual("note"u8) => LogStream.Note,
        _ => null,
    };

    // 2026-11-24T11:11:15[.fraction]Z, read by position: a million lines are read at a time.
    private static DateTimeOffset TimeOf(ReadOnlySpan<byte> at)
    {
        if (at[4] != '-' || at[10] != 'T' || at[^1] != 'Z') return Slow(at);
        var (year, month, day) = (Digits(at[..4]), Digits(at[5..7]), Digits(at[8..10]));
        var (hour, minute, second) = (Digits(at[11..13]), Digits(at[14..16]), Digits(at[17..19]));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day is < 1 or > 28 || hour > 23 || minute > 59 || second > 59) return Slow(at);
        var fraction = at.Length > 21 ? at[20..^1] : default;
        var ticks = 0;
        for (var i = 0; i < 7; i++) ticks = ticks * 10 + (i < fraction.Length ? fraction[i] - '0' : 0);
        return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddTicks(ticks);
    }

    private static DateTimeOffset Slow(ReadOnlySpan<byte> at) =>
        DateTimeOffset.TryParse(Encoding.UTF8.GetString(at), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.UnixEpoch;

    private static int Digits(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits) value = (uint)(digit - '0') <= 9 ? value * 10 + digit - '0' : 10_000;
        return value;
    }
}
