using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Ci.Web.Webhooks;

/// <summary>The proof that a webhook call was made by who knows the secret: HMAC-SHA256 over the raw bytes of the body.</summary>
public static class Signature
{
    private const string Prefix = "sha256=";

    /// <summary>
    /// Takes exactly one header value, <c>sha256=</c> and 64 hex digits. Without a secret nothing matches. All secrets are tried,
    /// whichever matches, so that the time tells nothing.
    /// </summary>
    public static bool Matches(StringValues header, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var readable = header.Count == 1 && Read(header[0], given);
        var matches = false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in secrets)
        {
            if (secret.Length == 0) continue;
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, expected);
            matches |= CryptographicOperations.FixedTimeEquals(given, expected);
        }
        return readable & matches;
    }

    private static bool Read(string? text, Span<byte> hash) =>
        text is { Length: 71 } && text.StartsWith(Prefix, StringComparison.Ordinal)
        && Convert.FromHexString(text.AsSpan(Prefix.Length), hash, out _, out var written) == System.Buffers.OperationStatus.Done
        && written == hash.Length;
}
