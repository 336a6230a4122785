using System.Diagnostics;
using System.Text;
using Ci.Web.Webhooks;

namespace Ci.Web.Tests.Webhooks;

/// <summary>Bodies made to cost more than they weigh, sent to every provider.</summary>
public sealed class PayloadBombTests
{
    [Fact]
    public void Depths_without_end_names_given_twice_and_bytes_that_are_no_text_are_refused()
    {
        byte[][] bodies =
        [
            [], [0xff], [.. "{\"a\":\""u8, 0xc0, 0xaf, .. "\"}"u8], "\ufeff{}"u8.ToArray(), "null"u8.ToArray(), "{}{}"u8.ToArray(), "{\"a\":1,\"\\u0061\":2}"u8.ToArray(),
            Encoding.UTF8.GetBytes(new string('[', 10_000)),
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)),
            Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}"),
        ];

        foreach (var provider in WebhookProviders.All().List)
        {
            foreach (var body in bodies) Assert.Throws<WebhookFormatException>(() => Fixture.Of(provider.Name, "push").Read(body));
        }
    }

    [Theory]
    [InlineData("github"), InlineData("gitea"), InlineData("gitlab")]
    public void A_hundred_thousand_commits_are_read_in_a_moment(string provider)
    {
        var commits = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $$"""{"id":"{{i:x40}}","message":"Change {{i}} of many, many changes to the shop","added":["a/{{i}}.txt"],"modified":["shop.txt"],"removed":["a/{{i - 1}}.txt"]}"""));
        var push = Fixture.Of(provider, "push");
        var body = Encoding.UTF8.GetBytes(push.Provider switch
        {
            "gitlab" => $$"""{"ref":"refs/heads/main","after":"{{99_999:x40}}","project":{"path_with_namespace":"a/b"},"commits":[{{commits}}]}""",
            _ => $$"""{"ref":"refs/heads/main","after":"{{99_999:x40}}","repository":{"full_name":"a/b"},"commits":[{{commits}}]}""",
        });
        Assert.InRange(body.Length, 18_000_000, 25 * 1024 * 1024);

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var read = Assert.Single(push.Read(body).Pushes);

        Assert.Equal(3000, read.ChangedPaths.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 8L * body.Length);
    }

    [Fact]
    public void Long_texts_are_kept_short()
    {
        var text = new string('x', 5_000_000);
        var push = Fixture.Of("github", "push").ReadWith("Ann Müller", text).Pushes[0];

        Assert.Equal(200, push.HeadAuthor!.Length);
        Assert.Throws<WebhookFormatException>(() => Fixture.Of("github", "push").ReadWith("https://git.example.com/acme/shop.git", $"https://{text}/a/b"));
        Assert.Throws<WebhookFormatException>(() => Fixture.Of("github", "push").ReadWith("\"acme/shop\"", $"\"acme/{text}\""));
        Assert.Throws<WebhookFormatException>(() => Fixture.Of("github", "push").ReadWith("refs/heads/main", $"refs/heads/{text}"));
    }
}
