using System.Net;
using Ci.Jobs.Triggers;

namespace Ci.Web.Tests.Webhooks;

/// <summary>Whose calls are whose when a reverse proxy stands in front of the console.</summary>
public sealed class TrustedProxyTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.1, 10.0.0.7", "198.51.100.1")]
    [InlineData("nonsense", "127.0.0.1")]
    [InlineData(null, "127.0.0.1")]
    public async Task The_caller_is_whom_the_last_trusted_proxy_names(string? forwarded, string source) =>
        Assert.Equal(source, await SourceAsync(forwarded, IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("10.0.0.0/8")));

    [Fact]
    public async Task Nobody_else_is_believed()
    {
        Assert.Equal("127.0.0.1", await SourceAsync("203.0.113.9"));
        Assert.Equal("127.0.0.1", await SourceAsync("203.0.113.9", IPNetwork.Parse("10.0.0.0/8")));
    }

    [Fact]
    public async Task Who_is_refused_behind_a_proxy_closes_no_other_out()
    {
        await using var host = new ConsoleHost { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] };
        await host.InitializeAsync();
        using var http = host.Anonymous();

        var stranger = HttpStatusCode.OK;
        for (var call = 0; call < 310; call++) stranger = await RefusedAsync(http, "203.0.113.9");

        Assert.Equal(HttpStatusCode.TooManyRequests, stranger);
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(http, "203.0.113.10"));
    }

    private static async Task<string?> SourceAsync(string? forwarded, params IPNetwork[] trusted)
    {
        await using var host = new ConsoleHost { TrustedProxies = trusted };
        await host.InitializeAsync();
        using var http = host.Anonymous();
        await RefusedAsync(http, forwarded);
        return Assert.Single(host.Get<DeliveryStore>().List(new DeliveryFilter(), 10)).Source;
    }

    private static async Task<HttpStatusCode> RefusedAsync(HttpClient http, string? forwarded)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/github") { Content = new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        if (forwarded is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
