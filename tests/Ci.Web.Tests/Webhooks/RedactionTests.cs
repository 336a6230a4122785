using Ci.Web.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("Authorization"), InlineData("X-Hub-Signature-256"), InlineData("X-Gitlab-Token"), InlineData("X-Auth"), InlineData("Cf-Access-Jwt-Assertion")]
    [InlineData("X-Access-Key"), InlineData("X-Credentials"), InlineData("X-Session-Id")]
    public void A_header_that_may_hold_a_secret_is_kept_without_its_value(string name) => Assert.Equal("redacted", Kept(name));

    [Theory]
    [InlineData("X-Event-Key"), InlineData("X-GitHub-Delivery"), InlineData("Idempotency-Key"), InlineData("User-Agent")]
    public void What_tells_of_the_call_is_kept(string name) => Assert.Equal("value", Kept(name));

    private static string Kept(string name) => Assert.Single(Redaction.Headers(new HeaderDictionary { [name] = "value" })).Value;
}
