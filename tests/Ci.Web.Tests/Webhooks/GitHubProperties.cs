using Ci.Web.Webhooks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ci.Web.Tests.Webhooks;

public sealed class GitHubProperties
{
    private static readonly byte[][] Fixtures =
        [.. new[] { "github-push.json", "github-push-deleted.json", "github-push-tag.json", "github-ping.json" }.Select(GitHubTests.Fixture)];

    // The bytes JSON is made of come often, so that mutations reach the fields and not only the parser.
    private static readonly byte[] Likely = [.. "{}[],:\"\\u0d8ntfe1-. /"u8, 0, 0x80, 0xc3, 0xed, 0xff];

    [Property(MaxTest = 2000)]
    public void Mutated_payloads_read_or_are_refused_in_a_sentence(byte which, (ushort At, byte Value, byte Kind)[] mutations)
    {
        var body = Fixtures[which % Fixtures.Length].ToList();
        foreach (var (at, value, kind) in mutations) Mutate(body, at, value, kind);

        Reads([.. body]);
    }

    [Property(MaxTest = 500)]
    public void Bytes_of_any_kind_read_or_are_refused_in_a_sentence(byte[] body) => Reads(body);

    [Property(MaxTest = 500)]
    public Property Pieces_of_payloads_put_together_read_or_are_refused()
    {
        var piece = from fixture in Gen.Elements(Fixtures)
                    from start in Gen.Choose(0, fixture.Length - 1)
                    from length in Gen.Choose(0, fixture.Length - start)
                    select fixture.AsSpan(start, length).ToArray();
        return Prop.ForAll(Gen.ArrayOf(piece).ToArbitrary(), pieces => Reads([.. pieces.SelectMany(bytes => bytes)]));
    }

    private static void Reads(byte[] body)
    {
        foreach (var name in new[] { "push", "ping", "issues" })
        {
            try
            {
                Assert.NotNull(GitHubTests.Read(name, body));
            }
            catch (WebhookFormatException refused)
            {
                Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
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
}
