using System.Text;

namespace Ci.Jobs.Logs;

/// <summary>Bytes of whole lines that wait to be written.</summary>
internal sealed class LogBuffer
{
    private byte[] bytes = new byte[80 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void AddLine(ReadOnlySpan<char> at, string word, bool goesOn, ReadOnlySpan<char> text)
    {
        var needed = Length + at.Length + word.Length + 4 + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (needed > bytes.Length) Array.Resize(ref bytes, Math.Max(needed, bytes.Length * 2));
        Add(at);
        bytes[Length++] = (byte)' ';
        Add(word);
        if (goesOn) bytes[Length++] = (byte)'+';
        bytes[Length++] = (byte)' ';
        Add(text);
        bytes[Length++] = (byte)'\n';
    }

    private void Add(ReadOnlySpan<char> text) => Length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(Length));
}
