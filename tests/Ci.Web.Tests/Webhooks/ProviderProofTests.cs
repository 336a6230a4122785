using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

public sealed class ProviderProofTests
{
    [Theory]
    [MemberData(nameof(Proof.Indexes), MemberType = typeof(Proof))]
    public void The_right_secret_is_proved_also_beside_others(int index)
    {
        var proof = Proof.All[index];

        Assert.True(proof.Verifies());
        Assert.True(proof.Verifies(secrets: ["other", proof.Secret]));
        Assert.True(proof.Verifies(secrets: [proof.Secret, "", new string('x', 1000)]));
    }

    [Theory]
    [MemberData(nameof(Proof.Indexes), MemberType = typeof(Proof))]
    public void No_secret_an_empty_one_and_a_wrong_one_are_refused(int index)
    {
        var proof = Proof.All[index];

        foreach (var secrets in new string[][] { [], [""], ["whsec_"], ["whsec_%"], [proof.Secret + "x"], [proof.Secret[..^2]], ["\ud800"] }) Assert.False(proof.Verifies(secrets: secrets));
    }

    [Theory]
    [MemberData(nameof(Proof.Indexes), MemberType = typeof(Proof))]
    public void Every_header_of_a_proof_is_needed_once_and_to_the_letter(int index)
    {
        var proof = Proof.All[index];
        foreach (var (name, value) in proof.Headers)
        {
            foreach (var values in new string[][] { [], [""], [value, value], [value + " "], [" " + value], [value[..^1]], [value[1..]], [value + "0"], ["ÿ" + value[1..]], [value.Replace('=', '~')] })
            {
                // Signatures are a list with spaces between.
                if (values is [var same] && (same == value || (name == "webhook-signature" && same.Trim() == value))) continue;
                var headers = proof.ToHeaders();
                headers[name] = values;
                Assert.False(proof.Verifies(headers), $"{name}: {string.Join(", ", values)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Proof.IndexesOfBodies), MemberType = typeof(Proof))]
    public void A_body_with_any_byte_changed_is_refused(int index)
    {
        var proof = Proof.All[index];
        for (var at = 0; at < proof.Bytes.Length; at++)
        {
            var changed = proof.Bytes;
            changed[at] ^= 1;
            Assert.False(proof.Verifies(body: changed));
        }
        Assert.False(proof.Verifies(body: [.. proof.Bytes, (byte)'\n']));
        Assert.False(proof.Verifies(body: proof.Bytes[..^1]));
        Assert.False(proof.Verifies(body: []));
    }

    [Fact]
    public void The_same_JSON_written_anew_is_refused()
    {
        foreach (var proof in Proof.All.Where(proof => proof.CoversBody && proof.Body.StartsWith('{')))
        {
            var written = JsonNode.Parse(proof.Body)!.ToJsonString();
            Assert.NotEqual(proof.Body, written);
            Assert.False(proof.Verifies(body: Encoding.UTF8.GetBytes(written)));
        }
    }

    [Theory]
    [InlineData("github"), InlineData("gitea"), InlineData("bitbucket"), InlineData("bitbucket-server"), InlineData("generic"), InlineData("gitlab")]
    public void An_older_or_foreign_proof_does_not_count(string provider)
    {
        var forge = Fixture.ProviderOf(provider);
        var sha1 = new HeaderDictionary { ["X-Hub-Signature"] = "sha1=2aae6c35c94fcfb415dbe95f408b9ce91ee846ed" };

        Assert.False(forge.Verify(sha1, "x"u8, ["s"], DateTimeOffset.UnixEpoch));
        foreach (var foreign in Proof.All.Where(proof => proof.Provider != provider && !(provider.StartsWith("bitbucket", StringComparison.Ordinal) && proof.Provider.StartsWith("bitbucket", StringComparison.Ordinal))))
            Assert.False(forge.Verify(foreign.ToHeaders(), foreign.Bytes, [foreign.Secret], foreign.Now));
    }
}
