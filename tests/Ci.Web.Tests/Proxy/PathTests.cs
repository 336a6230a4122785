using Ci.Testing;

namespace Ci.Web.Tests.Proxy;

public sealed class PathTests
{
    [TimedTheory]
    [InlineData("/shop/..%2fadmin", "/..%252fadmin")]
    [InlineData("/shop/%2e%2e%2fadmin", "/..%252fadmin")]
    [InlineData("/shop/%252e%252e/x", "/%252e%252e/x")]
    [InlineData("/shop/a/../b", "/b")]
    [InlineData("/shop/./b", "/b")]
    [InlineData("/shop/.well-known/a%2Fb", "/.well-known/a%2Fb")]
    [InlineData("/shop/a/..", "/")]
    [InlineData("/shop/...", "/...")]
    [InlineData("/shop//admin/", "//admin/")]
    [InlineData("/shop/a%2Fb%3Bc;d=1", "/a%2Fb%3Bc;d=1")]
    [InlineData("/shop/x?y=/../z", "/x?y=/../z")]
    [InlineData("/%73hop/x", "/x")]
    [InlineData("http://console:10000/shop/x", "/x")]
    public async Task A_path_stays_within_its_project(string target, string expected)
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        var host = target.StartsWith("http", StringComparison.Ordinal) ? "Host: console:10000" : "Host: a";

        var seen = await RawClient.SendAsync(proxy.Address, $"GET {target} HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n");

        Assert.Equal($"GET {expected}", seen.Split('\n').First(line => line.StartsWith("GET", StringComparison.Ordinal)));
    }

    [TimedTheory]
    [InlineData("/..%2f")]
    [InlineData("/..%2fshop/")]
    [InlineData("/%2e%2e/")]
    [InlineData("/shop/../admin")]
    [InlineData("/shop/%2e%2e/admin/")]
    [InlineData("/shop%2fx/")]
    [InlineData("//shop/")]
    [InlineData("/shop%00/")]
    [InlineData("/shop/\u0001")]
    [InlineData("/shop/a\rb")]
    public async Task A_path_that_leaves_its_project_finds_nothing(string target)
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        var seen = await RawClient.GetAsync(proxy.Address, target);

        // Whatever is let through arrives as one request with an escaped path.
        if (seen.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) Assert.Matches("GET /(%01|a%0Db)\n", seen);
        else Assert.Matches("^HTTP/1.1 (400|404) ", seen);
    }

    [TimedTheory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /shop/smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", true)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2;x\nab\r\n0\r\n\r\n", false)]
    [InlineData("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", true)]
    [InlineData("Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", false)]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", false)]
    public async Task An_ambiguous_body_is_refused_or_one_clear_request(string rest, bool mayPass)
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        var answer = await RawClient.SendAsync(proxy.Address, $"POST /shop/upload HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{rest}");

        Assert.Matches("^HTTP/1.1 (200|400|413|501) ", answer);
        await Eventually.TrueAsync(() => proxy.Traffic(shop.Route()).InFlight == 0, "nothing hangs");
        Assert.InRange(proxy.Traffic(shop.Route()).Requests, 0, 1);
        Assert.DoesNotContain("smuggled", answer, StringComparison.Ordinal);
        Assert.True(mayPass || !answer.Contains("200 OK", StringComparison.Ordinal), answer);
    }
}
