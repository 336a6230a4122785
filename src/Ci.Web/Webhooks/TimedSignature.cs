using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ci.Web.Webhooks;

/// <summary>
/// The proof of the Standard Webhooks scheme: <c>webhook-signature</c> holds <c>v1,</c> and the base64 HMAC-SHA256 of
/// <c>{webhook-id}.{webhook-timestamp}.{body}</c>, or several of them with spaces between while a key is replaced.
/// </summary>
internal static class TimedSignature
{
    public const string Header = "webhook-signature";
    private const string KeyPrefix = "whsec_";
    private const string Version = "v1,";
    private const int MaxSignatures = 8;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether the secret has the form of a signing key, which is never sent.</summary>
    public static bool IsKey(string secret) => secret.StartsWith(KeyPrefix, StringComparison.Ordinal);

    /// <summary>Takes each of the three headers exactly once, and a time (Unix seconds) at most five minutes from now.</summary>
    public static bool Matches(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (headers["webhook-id"] is not [{ Length: > 0 } id] || headers["webhook-timestamp"] is not [{ } time] || headers[Header] is not [{ } signatures]) return false;
        if (!IsRecent(time, now)) return false;
        var head = Encoding.UTF8.GetBytes($"{id}.{time}.");
        var given = signatures.Split(' ', MaxSignatures + 1);
        var matches = false;
        foreach (var key in secrets.SelectMany(Keys)) matches |= Proves(given, key, head, body);
        return matches & given.Length <= MaxSignatures;
    }

    private static bool IsRecent(string time, DateTimeOffset now) =>
        time.Length <= 12
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= (long)Tolerance.TotalSeconds;

    // A key is written in base64 after whsec_. 64 hex digits, the form of the secrets made here, serve as the 32 bytes they stand for, so
    // that they can be given to a forge that takes nothing but whsec_; anything else serves as it is.
    private static IEnumerable<byte[]> Keys(string secret)
    {
        if (secret.Length == 0) yield break;
        if (IsKey(secret))
        {
            var key = new byte[secret.Length];
            if (Convert.TryFromBase64Chars(secret.AsSpan(KeyPrefix.Length), key, out var size) && size > 0) yield return key[..size];
            yield break;
        }
        if (secret.Length == 64 && secret.All(char.IsAsciiHexDigit)) yield return Convert.FromHexString(secret);
        yield return Encoding.UTF8.GetBytes(secret);
    }

    private static bool Proves(string[] given, byte[] key, byte[] head, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(head);
        hmac.AppendData(body);
        var expected = hmac.GetHashAndReset();
        var hash = new byte[expected.Length];
        var proves = false;
        foreach (var text in given)
        {
            proves |= text.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64Chars(text.AsSpan(Version.Length), hash, out var size) && size == hash.Length
                && CryptographicOperations.FixedTimeEquals(hash, expected);
        }
        return proves;
    }
}
