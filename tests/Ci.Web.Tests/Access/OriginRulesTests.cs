using Ci.Web.Access;

namespace Ci.Web.Tests.Access;

public sealed class OriginRulesTests
{
    [Theory]
    [InlineData("http://ci:10000", null, "http", "ci:10000", null, true)]
    [InlineData("http://CI:10000", null, "http", "ci:10000", null, true)]
    [InlineData("http://ci:9999", null, "http", "ci:10000", null, false)]
    [InlineData("http://ci", null, "http", "ci:80", null, true)]
    [InlineData("https://ci.example", null, "http", "ci.example", null, true)] // TLS ends in front of us
    [InlineData("http://ci.example", null, "https", "ci.example", null, false)]
    [InlineData("https://ci.example", null, "http", "127.0.0.1:10000", "https://ci.example", true)]
    [InlineData("http://ci.example", null, "http", "127.0.0.1:10000", "https://ci.example", false)]
    [InlineData("https://evil.example", null, "http", "ci:10000", "https://ci.example", false)]
    [InlineData("null", null, "http", "ci:10000", null, false)]
    [InlineData("", null, "http", "ci:10000", null, false)]
    [InlineData(null, null, "http", "ci:10000", null, true)] // no browser: antiforgery decides
    [InlineData(null, "same-origin", "http", "ci:10000", null, true)]
    [InlineData(null, "same-site", "http", "ci:10000", null, false)]
    [InlineData(null, "cross-site", "http", "ci:10000", null, false)]
    public void A_change_comes_from_a_page_of_this_console(string? origin, string? fetchSite, string scheme, string host, string? publicUrl, bool allowed) =>
        Assert.Equal(allowed, OriginRules.Allows(origin, fetchSite, scheme, host, publicUrl is null ? null : new Uri(publicUrl)));
}
