namespace Ci.Jobs.Logs;

/// <summary>The state in which a log is opened for appending again.</summary>
/// <param name="End">Where to go on writing; what follows was cut off by a crash.</param>
/// <param name="Lines">Whole lines before it.</param>
/// <param name="Resume">How far a container was followed.</param>
internal sealed record LogTail(long End, int Lines, LogResume Resume)
{
    /// <summary>
    /// Reads a log from its beginning: the last line of a stream may stand anywhere. A last line of which only the first pieces were
    /// written is cut as well; the engine has it still.
    /// </summary>
    public static LogTail Of(FileStream file)
    {
        var found = new Finding();
        LogReader.ReadLines(file, 0, file.Length, found.Take);
        return new LogTail(found.End, found.Lines, found.Resume);
    }

    private sealed class Finding
    {
        private readonly byte[][] last = [[], []];
        private readonly int[] counts = new int[2];
        private long at;
        private int lines;

        public long End { get; private set; }

        public int Lines { get; private set; }

        public LogResume Resume => new(Time(0), counts[0], Time(1), counts[1]);

        public bool Take(ReadOnlySpan<byte> line)
        {
            at += line.Length + 1;
            lines++;
            var understood = LogText.TrySplit(line, out var parts);
            if (understood && parts.GoesOn) return true;
            (End, Lines) = (at, lines);
            if (understood && parts.IsEngineTime && parts.Stream is LogStream.Out or LogStream.Err) Note((int)parts.Stream, parts.At);
            return true;
        }

        private void Note(int stream, ReadOnlySpan<byte> time)
        {
            var order = time.SequenceCompareTo(last[stream]);
            if (order == 0) counts[stream]++;
            if (order <= 0) return;
            if (last[stream].Length == time.Length) time.CopyTo(last[stream]);
            else last[stream] = time.ToArray();
            counts[stream] = 1;
        }

        private string? Time(int stream) => last[stream].Length == 0 ? null : System.Text.Encoding.ASCII.GetString(last[stream]);
    }
}
