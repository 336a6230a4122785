using FsCheck.Xunit;

namespace Ci.Web.Tests.Proxy;

public sealed class FrameScannerTests
{
    [Property(MaxTest = 300)]
    public void Frames_end_where_they_end_however_the_bytes_are_cut((int Length, bool Masked)[] frames, byte[] cuts)
    {
        var bytes = new List<byte>();
        var ends = new HashSet<int> { 0 };
        foreach (var (length, masked) in frames)
        {
            bytes.AddRange(Frame(0x2, Math.Abs(length % 70_000), masked));
            ends.Add(bytes.Count);
        }

        var scanner = new FrameScanner();
        var at = 0;
        foreach (var cut in cuts.Append((byte)0))
        {
            var next = cut == 0 ? bytes.Count : Math.Min(bytes.Count, at + cut * 97);
            var end = scanner.Scan(bytes.ToArray().AsSpan(at..next));

            var last = ends.Where(e => e > at && e <= next).DefaultIfEmpty(at).Max();
            Assert.Equal(last - at, end);
            Assert.Equal(ends.Contains(next), scanner.AtBoundary);
            at = next;
        }

        Assert.False(scanner.CloseSeen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_close_frame_is_seen_once_it_is_whole(bool masked)
    {
        var scanner = new FrameScanner();
        byte[] bytes = [.. Frame(0x1, 300, masked), .. Frame(0x8, 2, masked)];

        scanner.Scan(bytes.AsSpan(..^1));
        Assert.False(scanner.CloseSeen);

        scanner.Scan(bytes.AsSpan(^1..));
        Assert.True(scanner.CloseSeen);
    }

    private static byte[] Frame(int opcode, int length, bool masked)
    {
        var mask = masked ? 0x80 : 0;
        byte[] size = length switch
        {
            < 126 => [(byte)(mask | length)],
            <= 0xFFFF => [(byte)(mask | 126), (byte)(length >> 8), (byte)length],
            _ => [(byte)(mask | 127), 0, 0, 0, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length],
        };
        return [(byte)(0x80 | opcode), .. size, .. new byte[masked ? 4 : 0], .. Enumerable.Repeat((byte)0x88, length)];
    }
}
