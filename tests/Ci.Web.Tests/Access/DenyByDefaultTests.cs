using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Ci.Web.Tests.Access;

public sealed partial class DenyByDefaultTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static readonly string[] Open = ["/healthz", "/webhook/", "/login", "/setup", "/theme", "/problem", "/ci.schema.json"];

    [Fact]
    public void Only_what_is_meant_for_everybody_is_open_to_everybody()
    {
        var open = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !IsAsset().IsMatch(path))
            .Where(path => !Open.Any(known => path.StartsWith(known, StringComparison.OrdinalIgnoreCase)));

        Assert.Empty(open);
    }

    [Theory]
    [InlineData("/nothing/here")]
    [InlineData("/hangfire/../jobs")]
    [InlineData("/hangfire/..%2fjobs")]
    [InlineData("/hangfire;x")]
    [InlineData("//hangfire")]
    [InlineData("/HANGFIRE/jobs/enqueued")]
    [InlineData("/Api/Projects")]
    [InlineData("/api//projects")]
    [InlineData("/api/projects;x=.css")]
    [InlineData("/api/me?token=ci_x")]
    [InlineData("/openapi/v1.json/")]
    public async Task An_odd_path_opens_nothing(string path)
    {
        var answer = await RawGetAsync(path);

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_open_and_says_nothing_else()
    {
        using var client = host.Anonymous();

        Assert.Equal("ok\n", await client.GetStringAsync("/healthz"));
    }

    // HttpClient would tidy the path.
    private async Task<string> RawGetAsync(string path)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host.Address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex(@"\.(js|css|svg|map|woff2|png|ico|txt)(\.(gz|br))?$")]
    private static partial Regex IsAsset();
}
