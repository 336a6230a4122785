using System.Buffers;
using System.Text;
using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks;

/// <summary>Takes out of a call what must not be kept: proofs and credentials in its headers, e-mail addresses in its body.</summary>
internal static class Redaction
{
    public const string Mark = "redacted";
    private const int MaxHeaders = 40, MaxValue = 300;
    private static readonly string[] Secret = ["signature", "token", "auth", "cookie", "secret", "passw", "api-key", "apikey", "access-key", "credential", "session", "jwt", "assertion", "hmac"];
    private static readonly SearchValues<byte> LocalPart = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"u8);
    private static readonly SearchValues<byte> Domain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"u8);

    public static IReadOnlyList<HeaderLine> Headers(IHeaderDictionary headers) =>
    [
        .. headers.Take(MaxHeaders).SelectMany(header => header.Value.Select(value => new HeaderLine(
            Line(header.Key), Array.Exists(Secret, word => header.Key.Contains(word, StringComparison.OrdinalIgnoreCase)) ? Mark : Line(value ?? "")))),
    ];

    /// <summary>The bytes with <c>ann@example.com</c> replaced; the user of an ssh URL (<c>git@host:path</c>) stays.</summary>
    public static ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> body)
    {
        if (!body.Span.Contains((byte)'@')) return body;
        var kept = new ArrayBufferWriter<byte>(body.Length);
        var rest = body.Span;
        while (rest.IndexOf((byte)'@') is var at and >= 0)
        {
            var start = rest[..at].LastIndexOfAnyExcept(LocalPart) + 1;
            var length = rest[(at + 1)..].IndexOfAnyExcept(Domain) is var end and >= 0 ? end : rest.Length - at - 1;
            var address = start < at && rest.Slice(at + 1, length).Contains((byte)'.') && !IsRemote(rest[(at + 1 + length)..]);
            kept.Write(rest[..(address ? start : at + 1 + length)]);
            if (address) kept.Write(Encoding.UTF8.GetBytes(Mark));
            rest = rest[(at + 1 + length)..];
        }

        kept.Write(rest);
        return kept.WrittenMemory;
    }

    private static bool IsRemote(ReadOnlySpan<byte> after) => after.Length > 0 && after[0] is (byte)':' or (byte)'/';

    /// <summary>A stranger's text as it can be kept: on one line, and not long.</summary>
    public static string Line(string text) =>
        text.Length <= MaxValue && !text.Any(char.IsControl) ? text
        : string.Concat((text.Length > MaxValue ? text[..MaxValue] + "..." : text).Where(c => !char.IsControl(c)));
}
