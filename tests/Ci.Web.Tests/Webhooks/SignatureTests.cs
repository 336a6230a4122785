using System.Security.Cryptography;
using System.Text;
using Ci.Web.Webhooks;
using Microsoft.Extensions.Primitives;

namespace Ci.Web.Tests.Webhooks;

public sealed class SignatureTests
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Hex = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static readonly byte[] Body = "Hello, World!"u8.ToArray();

    [Theory]
    [InlineData("sha256=" + Hex), InlineData("sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17")]
    public void The_published_vector_matches(string header) => Assert.True(Signature.Matches(header, Body, [Secret]));

    [Theory]
    [InlineData(""), InlineData("sha256="), InlineData(Hex), InlineData("sha256=" + Hex + "0"), InlineData("sha256=" + Hex + "\n"), InlineData(" sha256=" + Hex), InlineData("SHA256=" + Hex), InlineData("sha1=" + Hex)]
    [InlineData("sha256=57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"), InlineData("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18"), InlineData("sha256= 57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void Anything_but_64_right_hex_digits_is_refused(string header) => Assert.False(Signature.Matches(header, Body, [Secret]));

    [Fact]
    public void A_missing_or_repeated_header_is_refused()
    {
        Assert.False(Signature.Matches(StringValues.Empty, Body, [Secret]));
        Assert.False(Signature.Matches(new StringValues(["sha256=" + Hex, "sha256=" + Hex]), Body, [Secret]));
        Assert.False(Signature.Matches(new StringValues((string?)null), Body, [Secret]));
    }

    [Fact]
    public void A_changed_body_is_refused() => Assert.False(Signature.Matches("sha256=" + Hex, "Hello, World?"u8, [Secret]));

    [Fact]
    public void Without_a_secret_nothing_matches()
    {
        var keyless = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Array.Empty<byte>(), Body));

        Assert.False(Signature.Matches(keyless, Body, []));
        Assert.False(Signature.Matches(keyless, Body, [""]));
        Assert.False(Signature.Matches("sha256=" + new string('0', 64), Body, []));
    }

    [Fact]
    public void Any_of_several_secrets_matches()
    {
        var other = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("größe"), Body));

        Assert.True(Signature.Matches(other, Body, [Secret, "größe"]));
        Assert.True(Signature.Matches(other, Body, ["größe", Secret]));
        Assert.False(Signature.Matches(other, Body, [Secret]));
    }

    [Fact]
    public void Bare_hex_is_taken_where_the_forge_sends_it()
    {
        Assert.True(Signature.Matches(Hex, Body, [Secret], prefix: ""));
        Assert.False(Signature.Matches("sha256=" + Hex, Body, [Secret], prefix: ""));
    }

    [Fact]
    public void A_secret_of_any_length_is_taken()
    {
        var secret = new string('ß', 5000);
        var header = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body));

        Assert.True(Signature.Matches(header, Body, [secret]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        string[] secrets = [Secret, new('0', 64)];
        StringValues header = "sha256=" + Hex;
        for (var i = 0; i < 3; i++) Signature.Matches(header, Body, secrets);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Signature.Matches(header, Body, secrets);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
