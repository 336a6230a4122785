using System.Buffers;
using System.Text.RegularExpressions;

namespace Ci.Web.Webhooks;

/// <summary>Texts of strangers, made fit to be kept and shown.</summary>
internal static partial class PushText
{
    private const int MaxLine = 200;

    // What could move the cursor or turn the direction of the text around it.
    private static readonly SearchValues<char> Unshown = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Concat([0x061c, 0x200e, 0x200f]).Concat(Enumerable.Range(0x2028, 7)).Concat(Enumerable.Range(0x2066, 4)).Select(code => (char)code)]);

    /// <summary>The first line that is not empty, shortened; null when there is none.</summary>
    public static string? Line(string? text)
    {
        var line = text.AsSpan().TrimStart();
        if (line.IndexOfAny('\r', '\n') is var end and >= 0) line = line[..end];
        // Not between the halves of a pair.
        if (line.Length > MaxLine) line = line[..(char.IsHighSurrogate(line[MaxLine - 1]) ? MaxLine - 1 : MaxLine)];
        if (line.Length == 0) return null;
        return line.ContainsAny(Unshown) ? string.Concat(line.ToString().Select(c => Unshown.Contains(c) ? ' ' : c)) : line.ToString();
    }

    /// <summary>Whether the text is <c>owner/name</c> as forges have it, the owner perhaps nested.</summary>
    public static bool IsRepository(string text) => text.Length <= 1000 && Repository().IsMatch(text);

    [GeneratedRegex(@"\A(?:(?!\.{1,2}/)~?[A-Za-z0-9._-]{1,255}/){1,30}(?!\.{1,2}\z)[A-Za-z0-9._-]{1,255}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repository();
}
