using System.Text;
using System.Text.Json;
using Ci.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Testing;

public sealed class SignedPushTests
{
    [Fact]
    public void Signs_as_the_published_test_vector_does()
    {
        var signature = SignedPush.Sign("It's a Secret to Everybody", "Hello, World!"u8);

        Assert.Equal("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", signature);
    }

    [Fact]
    public async Task Signs_the_very_bytes_it_sends()
    {
        var push = new SignedPush("team/hello", new Uri("http://127.0.0.1:1/team/hello.git"), new string('a', 40));

        using var request = push.ToRequest(new Uri("http://127.0.0.1:1/webhook/github"), "secret");

        var body = await request.Content!.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([SignedPush.Sign("secret", body)], request.Headers.GetValues("X-Hub-Signature-256"));
        using var json = JsonDocument.Parse(body);
        Assert.Equal("refs/heads/main", json.RootElement.GetProperty("ref").GetString());
        Assert.Equal("team/hello", json.RootElement.GetProperty("repository").GetProperty("full_name").GetString());
    }

    [Fact]
    public void A_deleted_branch_has_no_head_commit()
    {
        var push = new SignedPush("team/hello", new Uri("http://127.0.0.1:1/x.git"), SignedPush.NoCommit) { Before = new string('a', 40) };

        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(push.ToJson()));

        Assert.True(json.RootElement.GetProperty("deleted").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("head_commit").ValueKind);
    }
}
