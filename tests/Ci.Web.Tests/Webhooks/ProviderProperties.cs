using System.Text;
using System.Text.Json.Nodes;
using Ci.Web.Webhooks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

/// <summary>Every provider is fed what its fixtures become when they are broken; it reads or refuses in a sentence.</summary>
public sealed class ProviderProperties
{
    private static readonly IReadOnlyList<IWebhookProvider> Providers = WebhookProviders.All().List;
    private static readonly Fixture[] Fixtures = [.. Fixture.All];

    // The bytes JSON is made of come often, so that mutations reach the fields and not only the parser.
    private static readonly byte[] Likely = [.. "{}[],:\"\\u0d8ntfe1-. /"u8, 0, 0x80, 0xc3, 0xed, 0xff];
    private const string HalfPair = "\"\\ud800\"";
    private static readonly string[] Odd = ["null", "true", "0", "-1", "1e999", "99999999999", "\"\"", "\"x\"", "[]", "[null]", "[[]]", "{}", "[{}]", "{\"name\":[]}", "\"refs/heads/--upload-pack=x\"", "\"refs/heads/a..b\"", HalfPair];

    [Property(MaxTest = 3000)]
    public void Bytes_flipped_inserted_or_cut_out(ushort which, (ushort At, byte Value, byte Kind)[] mutations)
    {
        var fixture = Fixtures[which % Fixtures.Length];
        var body = fixture.Body.ToList();
        foreach (var (at, value, kind) in mutations) Mutate(body, at, value, kind);
        Reads(fixture, [.. body]);
    }

    [Fact]
    public void Bodies_cut_short_anywhere()
    {
        foreach (var fixture in Fixtures.Where(fixture => fixture.Name == "push"))
        {
            for (var length = 0; length < fixture.Body.Length; length++) Reads(fixture, fixture.Body[..length]);
        }
    }

    [Fact]
    public void Every_field_missing_or_of_another_kind()
    {
        foreach (var fixture in Fixtures)
        {
            foreach (var path in Paths(JsonNode.Parse(fixture.Body)!))
            {
                foreach (var odd in Odd.Append(null)) Reads(fixture, Changed(fixture.Body, path, odd));
            }
        }
    }

    [Property(MaxTest = 1000)]
    public void Any_two_fields_of_another_kind(ushort which, ushort first, ushort second, byte odd, byte odder)
    {
        var fixture = Fixtures[which % Fixtures.Length];
        var body = fixture.Body;
        // Half of a pair comes last or not at all: a tree that holds it cannot be written again.
        foreach (var (at, value) in new[] { (first, Odd[odd % (Odd.Length - 1)]), (second, Odd[odder % Odd.Length]) })
        {
            var paths = Paths(JsonNode.Parse(body)!).ToList();
            if (paths.Count > 0) body = Changed(body, paths[at % paths.Count], value);
        }
        Reads(fixture, body);
    }

    [Property(MaxTest = 500)]
    public void Bytes_of_any_kind(ushort which, byte[] body) => Reads(Fixtures[which % Fixtures.Length], body);

    [Property(MaxTest = 500)]
    public Property Pieces_of_payloads_put_together()
    {
        var piece = from fixture in Gen.Elements(Fixtures)
                    from start in Gen.Choose(0, fixture.Body.Length - 1)
                    from length in Gen.Choose(0, fixture.Body.Length - start)
                    select fixture.Body.AsSpan(start, length).ToArray();
        return Prop.ForAll(Gen.ArrayOf(piece).ToArbitrary(), Gen.Elements(Fixtures).ToArbitrary(), (pieces, fixture) => Reads(fixture, [.. pieces.SelectMany(bytes => bytes)]));
    }

    [Property(MaxTest = 2000)]
    public void A_proof_holds_for_no_other_body_and_throws_for_no_header(byte which, (ushort At, byte Value, byte Kind)[] mutations, string text)
    {
        var proof = Proof.All[which % Proof.All.Count];
        var body = proof.Bytes.ToList();
        foreach (var (at, value, kind) in mutations) Mutate(body, at, value, kind);
        if (proof.CoversBody && !body.SequenceEqual(proof.Bytes)) Assert.False(proof.Verifies(body: [.. body]));

        foreach (var name in proof.Headers.Keys)
        {
            var headers = new HeaderDictionary(proof.ToHeaders().ToDictionary(StringComparer.OrdinalIgnoreCase)) { [name] = text };
            if (text != proof.Headers[name]) Assert.False(proof.Verifies(headers));
        }
        if (text != proof.Secret) Assert.False(proof.Verifies(secrets: [text]));
    }

    // Also as each event that any provider knows: what one forge sends must not surprise the reader of another.
    private static void Reads(Fixture fixture, byte[] body)
    {
        foreach (var provider in Providers.Where(provider => provider.Name == fixture.Provider || body.Length % 7 == 0))
        {
            var headers = fixture.Provider == provider.Name ? fixture.ToHeaders() : Fixture.Of(provider.Name, "push").ToHeaders();
            try
            {
                var call = provider.Read(headers, body);
                Assert.Equal(provider.Name, call.Provider);
                Assert.All(call.Pushes, push => Assert.True(push.Deleted == (push.After is null) || push is { Deleted: false, After: null }));
                Assert.All(call.Pushes, push => Assert.StartsWith("refs/", push.Ref, StringComparison.Ordinal));
            }
            catch (WebhookFormatException refused)
            {
                Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', refused.Message);
            }
        }
    }

    private static void Mutate(List<byte> body, int at, byte value, byte kind)
    {
        if (body.Count == 0) return;
        at %= body.Count;
        var likely = Likely[value % Likely.Length];
        if (kind % 5 == 0) body.RemoveAt(at);
        else if (kind % 5 == 1) body.Insert(at, likely);
        else if (kind % 5 == 2) body[at] = likely;
        else if (kind % 5 == 3) body[at] = value;
        else body.RemoveRange(at, Math.Min(value % 30, body.Count - at));
    }

    private static IEnumerable<object[]> Paths(JsonNode node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Below(field.Key, field.Value)),
        JsonArray items => items.SelectMany((item, index) => Below(index, item)),
        _ => [],
    };

    private static IEnumerable<object[]> Below(object key, JsonNode? value) =>
        (value is null ? [] : Paths(value).Select(path => (object[])[key, .. path])).Prepend([key]);

    // Null removes.
    private static byte[] Changed(byte[] body, object[] path, string? odd)
    {
        var root = JsonNode.Parse(body)!;
        var parent = path[..^1].Aggregate(root, (node, key) => key is int index ? node[index]! : node[(string)key]!);
        // A placeholder, since a node cannot hold what is no valid JSON value, such as half of a pair.
        const string Placeholder = "\"PLACEHOLDER\"";
        if (parent is JsonArray items) { if (odd is null) items.RemoveAt((int)path[^1]); else items[(int)path[^1]] = "PLACEHOLDER"; }
        else if (odd is null) ((JsonObject)parent).Remove((string)path[^1]);
        else parent[(string)path[^1]] = "PLACEHOLDER";
        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace(Placeholder, odd ?? "", StringComparison.Ordinal));
    }
}
