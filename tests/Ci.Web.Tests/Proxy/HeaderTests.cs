using System.Net.Sockets;

namespace Ci.Web.Tests.Proxy;

public sealed class HeaderTests
{
    [TimedFact]
    public async Task The_application_is_told_about_the_client_by_the_proxy_alone()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        var seen = await RawClient.GetAsync(
            proxy.Address, "/shop/x", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 6.6.6.7", "x-forwarded-proto: gopher", "X-Forwarded-Host: evil", "X-Forwarded-Prefix: /evil",
            "X-Forwarded-Port: 666", "X_Forwarded_For: 6.6.6.8", "Forwarded: for=6.6.6.9;host=evil", "Connection: X-Forwarded-For, X-Forwarded-Proto, Host", "X-Mine: kept");

        Assert.Contains("\nX-Forwarded-For: 127.0.0.1\n", seen, StringComparison.Ordinal);
        Assert.Contains("\nX-Forwarded-Proto: http\n", seen, StringComparison.Ordinal);
        Assert.Contains("\nX-Forwarded-Host: shop.example\n", seen, StringComparison.Ordinal);
        Assert.Contains("\nX-Forwarded-Prefix: /shop\n", seen, StringComparison.Ordinal);
        Assert.Contains("\nHost: shop.example\n", seen, StringComparison.Ordinal);
        Assert.Contains("\nX-Mine: kept\n", seen, StringComparison.Ordinal);
        foreach (var foreign in (string[])["6.6.6", "gopher", "evil", "666"]) Assert.DoesNotContain(foreign, seen, StringComparison.Ordinal);
    }

    [TimedTheory]
    [InlineData("Cookie: ci_session=secret")]
    [InlineData("Cookie: a=1; ci_session=secret; b=2", "a=1; b=2")]
    [InlineData("Cookie: a=1;ci_antiforgery=secret;b=2", "a=1; b=2")]
    [InlineData("Cookie: CI_other=secret; __Host-ci_session=secret; a=1", "a=1")]
    [InlineData("Cookie: a=ci_thing; mici_x=2", "a=ci_thing; mici_x=2")]
    public async Task Console_cookies_do_not_reach_an_application(string sent, string? expected = null)
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        var seen = await RawClient.GetAsync(proxy.Address, "/shop/x", sent);

        Assert.DoesNotContain("secret", seen, StringComparison.Ordinal);
        if (expected is null) Assert.DoesNotContain("Cookie:", seen, StringComparison.Ordinal);
        else Assert.Contains($"\nCookie: {expected}\n", seen, StringComparison.Ordinal);
    }

    [TimedFact]
    public async Task An_application_sets_no_console_cookies()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        using var answer = await proxy.Client.GetAsync("/shop/cookies", TestContext.Current.CancellationToken);

        Assert.Equal(["mine=1; Path=/", "last=2"], answer.Headers.GetValues("Set-Cookie"));
    }

    [TimedFact]
    public async Task An_expectation_is_met_by_the_proxy_and_not_passed_on()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        using var client = new TcpClient();
        await client.ConnectAsync(proxy.Address.Host, proxy.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("POST /shop/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 100 Continue", await answer.ReadLineAsync(TestContext.Current.CancellationToken));
        await client.GetStream().WriteAsync("hi"u8.ToArray(), TestContext.Current.CancellationToken);
        var seen = await answer.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("HTTP/1.1 200 OK", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Expect", seen, StringComparison.Ordinal);
    }

    [TimedFact]
    public async Task Header_bytes_beyond_ASCII_pass()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        var seen = await RawClient.GetAsync(proxy.Address, "/shop/x", "X-Name: J\u00c3\u00bcrgen");

        // The application answers in UTF-8 what it read as UTF-8: the very bytes that were sent.
        Assert.Contains("\nX-Name: J\u00c3\u00bcrgen\n", seen, StringComparison.Ordinal);
    }

    [TimedFact]
    public async Task Header_bytes_beyond_ASCII_pass_on_the_way_back()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        var seen = await RawClient.GetAsync(proxy.Address, "/shop/latin");

        Assert.Contains("\r\nX-Name: J\u00fcrgen\r\n", seen, StringComparison.Ordinal);
    }

    [TimedFact]
    public async Task Too_many_header_bytes_are_refused()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        var answer = await RawClient.GetAsync(proxy.Address, "/shop/x", $"X-Long: {new string('a', 40_000)}");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }
}
