using System.Text.Json.Nodes;
using Ci.Web.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

public sealed class ProviderFixtureTests
{
    [Fact]
    public void Every_provider_has_its_folder_with_a_push_and_a_proof()
    {
        var names = WebhookProviders.All().List.Select(provider => provider.Name).ToList();

        Assert.Equal(["bitbucket", "bitbucket-server", "generic", "gitea", "github", "gitlab"], names.Order(StringComparer.Ordinal));
        Assert.Equal(names.Order(StringComparer.Ordinal), Fixture.Folders());
        Assert.All(names, name => Assert.Contains(Fixture.All, fixture => fixture.Provider == name && fixture.Name == "push"));
        Assert.All(names, name => Assert.Contains(Proof.All, proof => proof.Provider == name));
    }

    [Fact]
    public void Names_are_lower_case_with_dashes() =>
        Assert.All(WebhookProviders.All().List, provider => Assert.Matches("^[a-z]+(-[a-z]+)*$", provider.Name));

    [Theory]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void A_documented_call_reads_as_expected(string provider, string name)
    {
        var fixture = Fixture.Of(provider, name);

        var read = Fixture.Written(fixture.Read());

        Assert.True(JsonNode.DeepEquals(fixture.Reads, read), $"{provider}/{name} reads as {read.ToJsonString()}");
        Assert.Equal(read.ToJsonString(), Fixture.Written(fixture.Read()).ToJsonString());
        Assert.Equal(fixture.Read().Event, Fixture.ProviderOf(provider).EventOf(fixture.ToHeaders()));
    }

    [Theory]
    [InlineData("github", "X-GitHub-Event"), InlineData("gitea", "X-Gitea-Event"), InlineData("gitlab", "X-Gitlab-Event")]
    [InlineData("bitbucket", "X-Event-Key"), InlineData("bitbucket-server", "X-Event-Key"), InlineData("generic", "X-Ci-Event")]
    public void An_event_that_is_missing_odd_or_given_twice_is_named(string provider, string header)
    {
        Assert.Equal($"Header {header} is missing.", Refusal(provider, header));
        Assert.Equal("", Fixture.ProviderOf(provider).EventOf(new HeaderDictionary()));
        foreach (var odd in new[] { "", "a\nb", "<b>", " push", "push ", "größe", new string('x', 101) }) Assert.StartsWith($"Header {header} is not a single ", Refusal(provider, header, odd), StringComparison.Ordinal);
        Assert.StartsWith($"Header {header} is not a single ", Refusal(provider, header, "push", "push"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github", "X-GitHub-Delivery"), InlineData("gitea", "X-Gitea-Delivery"), InlineData("gitlab", "Idempotency-Key"), InlineData("gitlab", "webhook-id"), InlineData("gitlab", "X-Gitlab-Event-UUID")]
    [InlineData("bitbucket", "X-Request-UUID"), InlineData("bitbucket-server", "X-Request-Id"), InlineData("generic", "X-Ci-Delivery")]
    public void A_delivery_id_may_be_missing_but_not_odd_nor_given_twice(string provider, string header)
    {
        var fixture = Fixture.Of(provider, "push");
        var headers = fixture.ToHeaders();
        foreach (var name in fixture.Headers.Keys.Where(name => !name.Contains("Event", StringComparison.Ordinal) || name.EndsWith("UUID", StringComparison.Ordinal))) headers.Remove(name);

        Assert.Null(Fixture.ProviderOf(provider).Read(headers, fixture.Body).DeliveryId);

        foreach (var odd in new[] { new[] { "" }, ["a\nb"], ["a", "a"] })
        {
            headers[header] = odd;
            var failed = Assert.Throws<WebhookFormatException>(() => Fixture.ProviderOf(provider).Read(headers, fixture.Body));
            Assert.StartsWith($"Header {header} is not a single ", failed.Message, StringComparison.Ordinal);
        }
    }

    private static string Refusal(string provider, string header, params string[] values)
    {
        var fixture = Fixture.Of(provider, "push");
        var headers = fixture.ToHeaders();
        headers[header] = values;
        return Assert.Throws<WebhookFormatException>(() => Fixture.ProviderOf(provider).Read(headers, fixture.Body)).Message;
    }
}
