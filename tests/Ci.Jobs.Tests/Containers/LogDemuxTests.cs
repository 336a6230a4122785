using System.Globalization;
using System.Text;
using Ci.Jobs.Containers;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Containers;

public sealed class LogDemuxTests
{
    private const int Frame = 16384;

    [Property(MaxTest = 200)]
    public void Cut_anywhere_the_lines_are_the_same(string?[] texts, byte[] lengths, byte[] cuts, bool endsWithNewline)
    {
        var lines = texts.Select((text, index) => (At: Stamp(index), Text: Text(text, index < lengths.Length ? lengths[index] : (byte)0))).ToList();

        Assert.Equal(lines, Demultiplex(Engine(lines, endsWithNewline), cuts));
    }

    [Theory]
    [InlineData(Frame - 1), InlineData(Frame), InlineData(Frame + 1), InlineData(2 * Frame), InlineData((5 * Frame) + 7)]
    public void Frames_of_a_long_line_become_one_line(int length)
    {
        (string, string)[] lines = [(Stamp(0), "before"), (Stamp(1), new string('x', length)), (Stamp(2), "after")];

        Assert.Equal(lines, Demultiplex(Engine(lines, endsWithNewline: true), [100]));
    }

    [Fact]
    public void A_character_cut_by_a_frame_is_whole_again()
    {
        (string, string)[] lines = [(Stamp(0), "x" + new string('ü', Frame))];

        Assert.Equal(lines, Demultiplex(Engine(lines, endsWithNewline: true), [1]));
    }

    [Fact]
    public void A_line_without_end_is_cut_at_a_megabyte_and_the_next_one_is_whole()
    {
        var lines = Demultiplex(Engine([(Stamp(0), new string('x', 3 << 20)), (Stamp(1), "next")], endsWithNewline: true), [255]);

        Assert.Equal(["next"], lines.Skip(1).Select(line => line.Text));
        Assert.InRange(lines[0].Text.Length, 900_000, 1 << 20);
    }

    [Fact]
    public void What_has_no_time_is_no_line()
    {
        Assert.Empty(Demultiplex(Encoding.UTF8.GetBytes("\n\nnonsense\n"), [3]));
        Assert.Equal([(Stamp(0), "")], Demultiplex(Encoding.UTF8.GetBytes($"{Stamp(0)} \n"), [3]));
    }

    private static string Stamp(int index) => Sample.Noon.AddTicks(index).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    // Some of the lines are long, up to four frames.
    private static string Text(string? text, byte length) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((text ?? "").Replace("\n", "", StringComparison.Ordinal) + (length > 200 ? new string('y', length * 300) : "")));

    private static byte[] Engine(IReadOnlyList<(string At, string Text)> lines, bool endsWithNewline)
    {
        var stream = new MemoryStream();
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var frame in Encoding.UTF8.GetBytes(lines[i].Text).Chunk(Frame).DefaultIfEmpty([]))
            {
                stream.Write(Encoding.ASCII.GetBytes(lines[i].At + " "));
                stream.Write(frame);
            }

            if (endsWithNewline || i < lines.Count - 1) stream.WriteByte((byte)'\n');
        }

        return stream.ToArray();
    }

    private static List<(string At, string Text)> Demultiplex(byte[] stream, byte[] cuts)
    {
        var lines = new List<(string At, string Text)>();
        var demux = new LogDemux((at, text) => lines.Add((at, text)));
        var offset = 0;
        for (var i = 0; offset < stream.Length; i++)
        {
            // A step of a few bytes where that can be borne, of thousands in long streams.
            var step = Math.Min(stream.Length - offset, 1 + ((cuts.Length == 0 ? 255 : cuts[i % cuts.Length]) * (stream.Length > 10_000 ? 97 : 1)));
            demux.Add(stream.AsSpan(offset, step));
            offset += step;
        }

        demux.End();
        return lines;
    }
}
