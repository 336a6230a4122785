using System.Net;
using Ci.Jobs.Storage;
using Ci.Web.Access;
using Dapper;

namespace Ci.Web.Tests.Access;

public sealed class TokenTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    [InlineData("api_key")]
    public async Task A_token_in_the_address_is_no_token(string parameter)
    {
        var (_, text) = host.Get<TokenStore>().Add("test", Role.Admin, "test");
        using var client = host.Anonymous();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync($"/api/me?{parameter}={text}")).StatusCode);
    }

    [Fact]
    public async Task An_expired_and_a_revoked_token_are_refused()
    {
        var tokens = host.Get<TokenStore>();
        var (_, expiring) = tokens.Add("short", Role.Admin, "test", host.Time.GetUtcNow() + TimeSpan.FromMinutes(5));
        var (revoked, revokedText) = tokens.Add("gone", Role.Admin, "test");
        Assert.Equal(HttpStatusCode.OK, await MeAsync(expiring));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(revokedText));

        host.Time.Advance(TimeSpan.FromMinutes(5));
        tokens.Revoke(revoked.Id);

        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(expiring));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(revokedText));
    }

    [Fact]
    public void A_token_has_256_bits_and_is_kept_as_a_hash()
    {
        var (_, text) = host.Get<TokenStore>().Add("test", Role.Viewer, "test");

        Assert.Matches("^ci_[A-Za-z0-9_-]{43}$", text);
        var hashes = host.Get<Database>().Read(db => db.Query<string>("SELECT hash FROM tokens").AsList());
        Assert.DoesNotContain(hashes, hash => hash.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_use_is_written_once_a_minute()
    {
        var tokens = host.Get<TokenStore>();
        var (token, text) = tokens.Add("test", Role.Viewer, "test");

        var first = tokens.FindGood(text) is null ? null : tokens.Find(token.Id)!.LastUsedAt;
        host.Time.Advance(TimeSpan.FromSeconds(20));
        tokens.FindGood(text);
        var soon = tokens.Find(token.Id)!.LastUsedAt;
        host.Time.Advance(TimeSpan.FromSeconds(60));
        tokens.FindGood(text);

        Assert.NotNull(first);
        Assert.Equal(first, soon);
        Assert.True(tokens.Find(token.Id)!.LastUsedAt > soon);
    }

    [Fact]
    public async Task A_wrong_token_is_not_saved_by_a_good_cookie()
    {
        using var browser = await host.SignedInAsync("saved", Role.Admin);
        browser.Http.DefaultRequestHeaders.Add("Authorization", "Bearer wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/me")).StatusCode);
    }

    private async Task<HttpStatusCode> MeAsync(string token)
    {
        using var client = host.WithToken(token);
        return (await client.GetAsync("/api/me")).StatusCode;
    }
}
