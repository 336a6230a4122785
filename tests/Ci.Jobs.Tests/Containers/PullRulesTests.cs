using Ci.Jobs.Containers;
using Xunit;

namespace Ci.Jobs.Tests.Containers;

public sealed class PullRulesTests
{
    [Theory]
    [InlineData("manifest for r/a:1 not found: manifest unknown: manifest unknown", "Image r/a:1 does not exist in its registry.")]
    [InlineData("pull access denied for r/a, repository does not exist or may require 'docker login': denied: requested access to the resource is denied", "The registry refuses access to r/a:1.")]
    [InlineData("Head \"https://r/v2/a/manifests/1\": no basic auth credentials", "The registry refuses access to r/a:1.")]
    [InlineData("Head \"https://r/v2/a/manifests/1\": unauthorized: authentication required", "The registry refuses access to r/a:1.")]
    [InlineData("toomanyrequests: You have reached your pull rate limit.", "The registry refuses r/a:1 for now: too many pulls.")]
    [InlineData("no matching manifest for linux/amd64 in the manifest list entries", "Image r/a:1 has no variant for this machine's architecture.")]
    [InlineData("Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused", "The registry of r/a:1 cannot be reached.")]
    [InlineData("Get \"https://r/v2/\": dial tcp: lookup r on 127.0.0.53:53: no such host", "The registry of r/a:1 cannot be found by name.")]
    [InlineData("Get \"https://r/v2/\": net/http: TLS handshake timeout", "The registry of r/a:1 cannot be reached.")]
    [InlineData("received unexpected HTTP status: 502 Bad Gateway", "The registry of r/a:1 cannot be reached.")]
    [InlineData("something else\nand more", "Image r/a:1 could not be pulled: something else")]
    public void Each_text_of_the_engine_becomes_a_sentence(string failure, string reason)
    {
        var told = PullRules.Explain("r/a:1", failure);

        Assert.Equal(reason, told.Reason);
        Assert.NotEmpty(told.NextAction);
    }

    [Theory]
    [InlineData("received unexpected HTTP status: 503 Service Unavailable", true), InlineData("read: connection reset by peer", true), InlineData("unexpected EOF", true), InlineData("dial tcp 1.2.3.4:443: i/o timeout", true)]
    [InlineData("manifest unknown", false), InlineData("no basic auth credentials", false), InlineData("toomanyrequests", false), InlineData("connection refused", false)]
    [InlineData("unsupported media type in image a:502", false)]
    public void Only_a_bad_moment_is_worth_another_try(string failure, bool transient) => Assert.Equal(transient, PullRules.IsTransient(failure));

    [Theory]
    [InlineData("{\"message\":\"manifest unknown\"}\n", "manifest unknown"), InlineData("manifest unknown", "manifest unknown"), InlineData("", ""), InlineData("[1]", "[1]"), InlineData("{\"other\":1}", "{\"other\":1}")]
    public void The_engines_words_are_taken_out_of_their_wrapping(string body, string text) => Assert.Equal(text, PullRules.Text(body));

    [Theory]
    [InlineData("node", "node", "latest"), InlineData("node:20", "node", "20"), InlineData("127.0.0.1:5000/a", "127.0.0.1:5000/a", "latest")]
    [InlineData("127.0.0.1:5000/a/b:1.2", "127.0.0.1:5000/a/b", "1.2"), InlineData("r.example.com/a@sha256:00", "r.example.com/a@sha256:00", null)]
    public void A_reference_is_split_into_name_and_tag(string image, string name, string? tag) => Assert.Equal((name, tag), PullRules.Split(image));
}
