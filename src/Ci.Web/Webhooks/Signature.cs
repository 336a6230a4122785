using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Ci.Web.Webhooks;

/// <summary>The proof that a webhook call was made by who knows the secret: HMAC-SHA256 over the raw bytes of the body. Allocates nothing.</summary>
public static class Signature
{
    private const int HashSize = HMACSHA256.HashSizeInBytes;
    private const int SmallKey = 256;

    /// <summary>
    /// Takes exactly one header value, the prefix and 64 hex digits. Without a secret nothing matches. All secrets are tried,
    /// whichever matches, so that the time tells nothing.
    /// </summary>
    public static bool Matches(StringValues header, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, string prefix = "sha256=")
    {
        Span<byte> given = stackalloc byte[HashSize];
        var readable = header.Count == 1 && Read(header[0], prefix, given);
        var matches = false;
        for (var i = 0; i < secrets.Count; i++) matches |= Proves(given, body, secrets[i]);
        return readable & matches;
    }

    private static bool Read(string? text, string prefix, Span<byte> hash) =>
        text is not null && text.Length == prefix.Length + (2 * HashSize) && text.StartsWith(prefix, StringComparison.Ordinal)
        && Convert.FromHexString(text.AsSpan(prefix.Length), hash, out _, out var written) == OperationStatus.Done
        && written == hash.Length;

    private static bool Proves(ReadOnlySpan<byte> given, ReadOnlySpan<byte> body, string secret)
    {
        if (secret.Length == 0) return false;
        var size = Encoding.UTF8.GetMaxByteCount(secret.Length);
        var rented = size > SmallKey ? ArrayPool<byte>.Shared.Rent(size) : null;
        var key = rented ?? stackalloc byte[SmallKey];
        Span<byte> expected = stackalloc byte[HashSize];
        HMACSHA256.HashData(key[..Encoding.UTF8.GetBytes(secret, key)], body, expected);
        CryptographicOperations.ZeroMemory(key);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
