using Ci.Web.Access;

namespace Ci.Web.Tests.Access;

public sealed class SecurityHeadersTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Theory]
    [InlineData("/login", false)]
    [InlineData("/api/me", false)]
    [InlineData("/nothing", false)]
    [InlineData("/scalarx", false)]
    [InlineData("/scalar/", true)]
    [InlineData("/hangfire", true)]
    public async Task Inline_code_runs_on_the_two_foreign_pages_only(string path, bool inline)
    {
        using var client = host.With(Role.Admin);

        var answer = await client.GetAsync(path);

        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal(inline, policy.Contains("unsafe-inline", StringComparison.Ordinal));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }
}
