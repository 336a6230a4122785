using System.Text;
using Ci.Jobs.Triggers;
using Ci.Web.Webhooks;
using Ci.Web.Webhooks.Providers;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

public sealed class GitHubTests
{
    private const string Minimal = """{"ref":"refs/heads/main","before":"1111111111111111111111111111111111111111","after":"2222222222222222222222222222222222222222","repository":{"full_name":"a/b"}}""";

    [Fact]
    public void A_push_of_a_branch_reads_as_a_push()
    {
        var call = Read("push", Fixture("github-push.json"));

        Assert.Equal(("github", "push", "d-1", false, null), (call.Provider, call.Event, call.DeliveryId, call.IsPing, call.Ignored));
        Assert.Equal(
            new Push("acme/shop", "https://git.example.com/acme/shop.git", "git@git.example.com:acme/shop.git", "refs/heads/main", new string('1', 40), new string('2', 40),
                "ann", "Sell pears 🍐", "Ann Müller", Deleted: false, Forced: true),
            Assert.Single(call.Pushes));
    }

    [Fact]
    public void A_deleted_branch_is_kept_and_starts_nothing()
    {
        var call = Read("push", Fixture("github-push-deleted.json"));

        Assert.Equal("Branch old was deleted: there is nothing to build.", call.Ignored);
        Assert.Equal((true, null), (Assert.Single(call.Pushes).Deleted, call.Pushes[0].After));
    }

    [Fact]
    public void A_tag_is_kept_and_starts_nothing()
    {
        var call = Read("push", Fixture("github-push-tag.json"));

        Assert.Equal("refs/tags/v1.0 is not a branch: only pushes of branches start builds.", call.Ignored);
        Assert.Equal((null, new string('2', 40)), (Assert.Single(call.Pushes).Before, call.Pushes[0].After));
    }

    [Fact]
    public void A_ping_is_known() => Assert.True(Read("ping", Fixture("github-ping.json")) is { IsPing: true, Ignored: null, Pushes: [] });

    [Theory]
    [InlineData("pull_request"), InlineData("check_run"), InlineData("no_such_event")]
    public void Every_other_event_is_ignored_with_a_reason(string name) =>
        Assert.Equal($"Event {name} starts nothing: only pushes do.", Read(name, Encoding.UTF8.GetBytes("{}")).Ignored);

    [Theory]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":\"HEAD\"", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":\"222222222222222222222222222222222222222\"", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":\"--all\"", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":5", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":null", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":\"0000000000000000000000000000000000000000\"", "Fields deleted and after ")]
    [InlineData("refs/heads/main", "main", "Field ref ")]
    [InlineData("refs/heads/main", "refs/heads/../../x", "Field ref ")]
    [InlineData("refs/heads/main", "refs/heads/a..b", "Field ref ")]
    [InlineData("refs/heads/main", "refs/heads/@{-1}", "Field ref ")]
    [InlineData("refs/heads/main", "refs/heads/a\\u0000b", "Field ref ")]
    [InlineData("refs/heads/main", "refs/heads/a\\r\\nb", "Field ref ")]
    [InlineData("refs/heads/main", "refs/heads/\\ud800", "Field ref ")]
    [InlineData("\"a/b\"", "\"a/b/../c\"", "Field repository.full_name ")]
    [InlineData("\"a/b\"", "[]", "Field repository.full_name ")]
    [InlineData("{\"full_name\":\"a/b\"}", "[]", "The field above repository.full_name ")]
    [InlineData("\"ref\":", "\"deleted\":\"yes\",\"ref\":", "Field deleted ")]
    [InlineData("\"ref\":", "\"ref\":\"refs/heads/x\",\"ref\":", "The body is not valid JSON")]
    [InlineData("\"ref\":", "\"x\":{\"y\":1,\"\\u0079\":2},\"ref\":", "The body is not valid JSON")]
    [InlineData("\"ref\":", "\"\\ud800\":1,\"\\udc00\":2,\"ref\":", "The body is not valid JSON")]
    [InlineData("{\"ref\":", "[{\"ref\":", "The body is not valid JSON")]
    public void A_field_that_is_wrong_is_named(string right, string wrong, string sentence)
    {
        Assert.Single(Read("push", Encoding.UTF8.GetBytes(Minimal)).Pushes);

        var failed = Assert.Throws<WebhookFormatException>(() => Read("push", Encoding.UTF8.GetBytes(Minimal.Replace(right, wrong, StringComparison.Ordinal))));

        Assert.StartsWith(sentence, failed.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_but_legal_refs_are_kept_literally() =>
        Assert.Equal("refs/heads/--upload-pack=x;$(id)", Read("push", Encoding.UTF8.GetBytes(Minimal.Replace("heads/main", "heads/--upload-pack=x;$(id)", StringComparison.Ordinal))).Pushes[0].Ref);

    [Fact]
    public void Bytes_that_are_no_text_and_depths_without_end_are_refused()
    {
        byte[][] bodies = [[], [0xff], [.. "{\"a\":\""u8, 0xc0, 0xaf, .. "\"}"u8], Encoding.UTF8.GetBytes(new string('[', 10_000)), "\ufeff{}"u8.ToArray(), "null"u8.ToArray(), "{}{}"u8.ToArray()];

        foreach (var body in bodies) Assert.Throws<WebhookFormatException>(() => Read("push", body));
    }

    [Theory]
    [InlineData("X-GitHub-Event", null), InlineData("X-GitHub-Delivery", null), InlineData("X-GitHub-Delivery", "a\nb"), InlineData("X-GitHub-Event", "<b>"), InlineData("X-GitHub-Delivery", "")]
    public void A_header_that_is_missing_or_odd_is_named(string name, string? value)
    {
        var headers = Headers("push");
        headers[name] = value;

        var failed = Assert.Throws<WebhookFormatException>(() => new GitHub().Read(headers, Fixture("github-push.json")));

        Assert.Equal($"Header {name} is missing or not a single short word.", failed.Message);
    }

    [Fact]
    public void Long_texts_are_cut_to_a_line_and_no_character_in_halves()
    {
        var message = new string('x', 199) + "🍐 and more";

        var push = Read("push", Encoding.UTF8.GetBytes(Minimal.Replace("\"ref\":", $"\"head_commit\":{{\"message\":\"{message}\"}},\"ref\":", StringComparison.Ordinal))).Pushes[0];

        Assert.Equal(new string('x', 199), push.HeadMessage);
        Assert.Equal("unknown", push.Pusher);
    }

    [Fact]
    public void Only_the_sha256_signature_counts()
    {
        var headers = new HeaderDictionary { ["X-Hub-Signature"] = "sha1=2aae6c35c94fcfb415dbe95f408b9ce91ee846ed" };

        Assert.False(new GitHub().Verify(headers, "x"u8, ["s"]));
    }

    internal static WebhookCall Read(string name, byte[] body) => new GitHub().Read(Headers(name), body);

    internal static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Webhooks", "fixtures", name));

    private static HeaderDictionary Headers(string name) => new() { ["X-GitHub-Event"] = name, ["X-GitHub-Delivery"] = "d-1" };
}
