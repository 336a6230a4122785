using System.Text;
using Ci.Jobs.Triggers;
using Ci.Web.Webhooks;
using Ci.Web.Webhooks.Providers;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

public sealed class GitHubTests
{
    private const string Minimal = """{"ref":"refs/heads/main","before":"1111111111111111111111111111111111111111","after":"2222222222222222222222222222222222222222","repository":{"full_name":"a/b"}}""";

    [Theory]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":\"HEAD\"", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":\"222222222222222222222222222222222222222\"", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":\"--all\"", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":5", "Field after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"after\":null", "Field after ")]
    [InlineData("\"ref\":", "\"deleted\":true,\"ref\":", "Fields deleted and after ")]
    [InlineData("\"after\":\"2222222222222222222222222222222222222222\"", "\"deleted\":false,\"after\":\"0000000000000000000000000000000000000000\"", "Fields deleted and after ")]
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
    [InlineData("\"ref\":", "\"commits\":{},\"ref\":", "Field commits is not a list")]
    [InlineData("\"ref\":", "\"commits\":[{},{\"added\":[1]}],\"ref\":", "Field commits[1].added is not a text")]
    [InlineData("\"ref\":", "\"commits\":[[]],\"ref\":", "The field above commits[0].added is not an object")]
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

    [Fact]
    public void Long_texts_are_cut_to_a_line_and_no_character_in_halves()
    {
        var message = new string('x', 199) + "🍐 and more";

        var push = Read("push", Encoding.UTF8.GetBytes(Minimal.Replace("\"ref\":", $"\"head_commit\":{{\"message\":\"{message}\"}},\"ref\":", StringComparison.Ordinal))).Pushes[0];

        Assert.Equal(new string('x', 199), push.HeadMessage);
        Assert.Equal("unknown", push.Pusher);
    }

    [Fact]
    public void What_is_not_told_is_left_open()
    {
        var push = Read("push", Encoding.UTF8.GetBytes(Minimal.Replace("\"before\":\"1111111111111111111111111111111111111111\",", "", StringComparison.Ordinal))).Pushes[0];

        Assert.Equal((null, "unknown", null, null), (push.Before, push.Pusher, push.HeadMessage, push.CloneUrl));
    }

    [Fact]
    public void What_could_move_the_cursor_or_turn_the_text_is_not_kept()
    {
        var fixture = Fixture.Of("github", "push");

        var push = fixture.ReadWith("Ann Müller", "A\\u001b[2Jn\\u202en\\u0000b\\u200fc\\u061cd\\u2028e\\u2066f").Pushes[0];

        Assert.Equal("A [2Jn n b c d e f", push.HeadAuthor);
    }

    private static WebhookCall Read(string name, byte[] body) =>
        new GitHub().Read(new HeaderDictionary { ["X-GitHub-Event"] = name, ["X-GitHub-Delivery"] = "d-1" }, body);
}
