using System.Text;
using Ci.Web.Webhooks;

namespace Ci.Web.Tests.Webhooks;

/// <summary>What is particular to one forge and not told by a fixture.</summary>
public sealed class ForgeTests
{
    [Theory]
    [InlineData("github", "refs/heads/main", "refs/heads/--upload-pack=x"), InlineData("github", "refs/heads/main", "refs/heads/a;id")]
    [InlineData("gitea", "refs/heads/main", "refs/heads/--upload-pack=x"), InlineData("gitea", "refs/heads/main", "refs/heads/a`id`")]
    [InlineData("gitlab", "refs/heads/main", "refs/heads/--upload-pack=x"), InlineData("gitlab", "refs/heads/main", "refs/heads/a$(id)")]
    [InlineData("bitbucket", "\"main\"", "\"--upload-pack=x\""), InlineData("bitbucket", "\"main\"", "\"a;id\"")]
    [InlineData("bitbucket-server", "refs/heads/main", "refs/heads/--upload-pack=x"), InlineData("generic", "refs/heads/main", "refs/heads/a;id")]
    public void Legal_but_odd_refs_are_kept_to_the_letter(string provider, string right, string odd) =>
        Assert.EndsWith(odd.Trim('"'), Fixture.Of(provider, "push").ReadWith(right, odd).Pushes[0].Ref, StringComparison.Ordinal);

    [Theory]
    [InlineData("../../x"), InlineData("a..b"), InlineData("@{-1}"), InlineData("a\\u0000b"), InlineData("a\\r\\nb"), InlineData("a b"), InlineData("a.lock"), InlineData("")]
    public void Refs_that_git_refuses_are_refused(string branch)
    {
        foreach (var provider in new[] { "github", "gitea", "gitlab", "bitbucket-server", "generic" })
            Assert.Throws<WebhookFormatException>(() => Fixture.Of(provider, "push").ReadWith("refs/heads/main", $"refs/heads/{branch}"));
        Assert.Throws<WebhookFormatException>(() => Fixture.Of("bitbucket", "push").ReadWith("\"main\"", $"\"{branch}\""));
    }

    [Theory]
    [InlineData("HEAD"), InlineData("--all"), InlineData("222222222222222222222222222222222222222"), InlineData("")]
    public void What_is_no_whole_hash_is_refused_where_the_forge_sends_whole_ones(string hash)
    {
        foreach (var provider in WebhookProviders.All().List)
            Assert.Throws<WebhookFormatException>(() => Fixture.Of(provider.Name, "push").ReadWith(new string('2', 40), hash));
    }

    [Fact]
    public void Two_branches_pushed_at_once_are_two_deliveries_at_an_old_GitLab()
    {
        var fixture = Fixture.Of("gitlab", "push");
        var old = fixture with { Headers = fixture.Headers.Where(header => header.Key != "Idempotency-Key").ToDictionary() };

        var (first, again, other) = (old.Read(), old.Read(), old.ReadWith("refs/heads/main", "refs/heads/next"));

        Assert.Matches("^e-1-[0-9a-f]{16}$", first.DeliveryId);
        Assert.Equal(first.DeliveryId, again.DeliveryId);
        Assert.NotEqual(first.DeliveryId, other.DeliveryId);
    }

    [Fact]
    public void An_abbreviated_hash_of_a_merge_request_leaves_the_tip_of_its_ref()
    {
        var push = Fixture.Of("gitlab", "merge-request-open").ReadWith(new string('2', 40), "222222222222").Pushes[0];

        Assert.Equal((null, false, "refs/merge-requests/5/head"), (push.After, push.Deleted, push.Ref));
    }

    [Fact]
    public void A_fork_that_is_gone_is_still_a_fork()
    {
        Assert.True(Fixture.Of("github", "pull-request-opened").ReadWith("{ \"full_name\": \"acme/shop\" } }", "null }").Pushes[0].PullRequest!.FromFork);
        Assert.True(Fixture.Of("gitlab", "merge-request-open").ReadWith("\"source_project_id\": 15", "\"source_project_id\": null").Pushes[0].PullRequest!.FromFork);
        Assert.True(Fixture.Of("bitbucket", "pull-request-created").ReadWith("\"repository\": { \"full_name\": \"acme/shop\" } },\n", "\"repository\": null },\n").Pushes[0].PullRequest!.FromFork);
    }

    [Fact]
    public void A_call_of_Bitbucket_without_changes_holds_no_push()
    {
        Assert.Empty(Fixture.Of("bitbucket", "push").Read("""{"repository":{"full_name":"acme/shop"},"push":{"changes":[]}}"""u8.ToArray()).Pushes);
        Assert.Empty(Fixture.Of("bitbucket-server", "push").Read("""{"repository":{"slug":"shop","project":{"key":"A"}}}"""u8.ToArray()).Pushes);
    }

    [Theory]
    [InlineData("bitbucket", "push.changes", """{"push":{"changes":[LIST]},"repository":{"full_name":"a/b"}}""", """{"new":{"type":"branch","name":"m","target":{"hash":"2222222222222222222222222222222222222222"}}}""")]
    [InlineData("bitbucket-server", "changes", """{"changes":[LIST],"repository":{"slug":"b","project":{"key":"A"}}}""", """{"refId":"refs/heads/m","toHash":"2222222222222222222222222222222222222222"}""")]
    public void A_thousand_pushes_in_a_call_are_read_and_more_are_refused(string provider, string field, string call, string change)
    {
        byte[] Body(int count) => Encoding.UTF8.GetBytes(call.Replace("LIST", string.Join(',', Enumerable.Repeat(change, count)), StringComparison.Ordinal));

        Assert.Equal(1000, Fixture.Of(provider, "push").Read(Body(1000)).Pushes.Count);
        Assert.Equal($"Field {field} holds more than 1000 entries.", Assert.Throws<WebhookFormatException>(() => Fixture.Of(provider, "push").Read(Body(1001))).Message);
    }

    [Theory]
    [InlineData("ext::sh -c x"), InlineData("fd::17"), InlineData("file:///etc"), InlineData("/etc"), InlineData("ssh://-oProxyCommand=x/"), InlineData("-u x"), InlineData("https://u:p@h/x")]
    [InlineData("shop"), InlineData("../shop"), InlineData("acme/.."), InlineData("acme//shop"), InlineData("")]
    public void A_repository_that_is_none_is_refused(string repository) =>
        Assert.StartsWith(
            "Field repository is neither a clone URL nor ",
            Assert.Throws<WebhookFormatException>(() => Fixture.Of("generic", "push").ReadWith("https://git.example.com/acme/shop.git", repository)).Message,
            StringComparison.Ordinal);
}
