using System.Text;

namespace Ci.Jobs.Containers;

/// <summary>
/// Makes lines of one stream of an engine's log with timestamps: <c>2026-11-24T11:11:15.123456789Z text\n</c>. The engine cuts a line
/// of more than 16 KB into frames, each with the time in front and only the last with a newline; they become one line again.
/// </summary>
internal sealed class LogDemux(Action<string, string> line)
{
    private const int Frame = 16384;
    private const int MaxLine = 1 << 20;
    private readonly List<byte> open = [];

    /// <summary>Takes the next bytes of the stream, cut anywhere.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                Keep(bytes);
                return;
            }

            if (open.Count == 0)
            {
                Emit(bytes[..end]);
            }
            else
            {
                Keep(bytes[..end]);
                Emit(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(open));
                open.Clear();
            }

            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The stream is over: what is open was its last line.</summary>
    public void End()
    {
        if (open.Count > 0) Emit(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(open));
        open.Clear();
    }

    // A line without end must not fill the memory; what is beyond the limit of one line is dropped.
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = MaxLine - open.Count;
        open.AddRange(bytes[..Math.Min(bytes.Length, room)]);
    }

    private void Emit(ReadOnlySpan<byte> raw)
    {
        var space = raw.IndexOf((byte)' ');
        if (space < 0) return;
        var at = raw[..space];
        var text = raw[(space + 1)..];
        line(Encoding.ASCII.GetString(at), text.Length <= Frame ? Encoding.UTF8.GetString(text) : Join(text, at.Length));
    }

    private static string Join(ReadOnlySpan<byte> text, int stampLength)
    {
        var whole = new List<byte>(text.Length);
        while (text.Length > Frame)
        {
            whole.AddRange(text[..Frame]);
            text = text[Frame..];
            if (text.Length > stampLength && text[stampLength] == (byte)' ' && text[stampLength - 1] == (byte)'Z') text = text[(stampLength + 1)..];
        }

        whole.AddRange(text);
        return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(whole));
    }
}
