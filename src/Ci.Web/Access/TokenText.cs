using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ci.Web.Access;

/// <summary>The text of API tokens: 256 random bits, which need no slow hash.</summary>
internal static class TokenText
{
    private const string Prefix = "ci_";

    public static string Make() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
