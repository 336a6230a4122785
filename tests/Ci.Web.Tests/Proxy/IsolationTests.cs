using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ci.Web.Tests.Proxy;

public sealed class IsolationTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("ci-proxy-host-").FullName;

    [TimedFact]
    public async Task Saved_routes_are_served_after_a_restart_with_nothing_else_running()
    {
        await using var shop = await Backend.StartAsync("shop");
        using (var before = new ProxyControl(new RouteFile(data), new(), TimeProvider.System))
            await before.PointAsync(shop.Route(), CancellationToken.None);

        await using var proxy = await ProxyUnderTest.StartAsync(data);

        Assert.Equal("shop", await proxy.GetAsync("/shop/who"));
        Assert.Equal(1, proxy.Control.Current.Version);
    }

    [TimedTheory]
    [InlineData("GET /console HTTP/1.1\r\nHost: {0}")]
    [InlineData("GET http://{0}/console HTTP/1.1\r\nHost: {0}")]
    [InlineData("GET /shop/../console HTTP/1.1\r\nHost: {0}")]
    [InlineData("GET /console HTTP/1.1\r\nHost: {0}\r\nX-Forwarded-Host: {0}\r\nX-Original-URL: /console")]
    public async Task Nothing_on_the_proxys_port_reaches_the_console(string request)
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var console = await StartConsoleAsync();
        await console.Services.GetRequiredService<ITraffic>().PointAsync(shop.Route(), CancellationToken.None);
        var consoles = new Uri(console.Urls.Single());

        var answer = await RawClient.SendAsync(console.Services.GetRequiredService<ProxyHost>().Address, string.Format(null, request, consoles.Authority) + "\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("the console", answer, StringComparison.Ordinal);
    }

    [TimedFact]
    public async Task Nothing_on_the_consoles_port_reaches_an_application()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var console = await StartConsoleAsync();
        await console.Services.GetRequiredService<ITraffic>().PointAsync(shop.Route(), CancellationToken.None);
        var proxys = console.Services.GetRequiredService<ProxyHost>().Address;

        var answer = await RawClient.GetAsync(new(console.Urls.Single()), "/shop/who", $"X-Forwarded-Host: {proxys.Authority}");
        var forged = await RawClient.SendAsync(new(console.Urls.Single()), $"GET /shop/who HTTP/1.1\r\nHost: {proxys.Authority}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", forged, StringComparison.Ordinal);
    }

    [TimedFact]
    public async Task The_proxy_serves_before_anything_else_starts_and_until_everything_else_has_stopped()
    {
        await using var shop = await Backend.StartAsync("shop");
        using (var before = new ProxyControl(new RouteFile(data), new(), TimeProvider.System))
            await before.PointAsync(shop.Route(), CancellationToken.None);
        var answers = new List<string>();

        await using (var console = await StartConsoleAsync(services => services.AddHostedService(s => new Witness(s.GetRequiredService<ProxyHost>(), answers))))
            await console.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["shop", "shop"], answers);
    }

    public void Dispose() => Directory.Delete(data, recursive: true);

    private async Task<WebApplication> StartConsoleAsync(Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        more?.Invoke(builder.Services);
        builder.Services.AddProxy(data, new() { Address = new(IPAddress.Loopback, 0) });
        var app = builder.Build();
        app.Run(c => c.Request.Path == "/console" ? c.Response.WriteAsync("the console") : Missing(c));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;

        static Task Missing(HttpContext context)
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }
    }

    /// <summary>A hosted service, registered before the proxy, that asks the proxy when it starts and when it stops.</summary>
    private sealed class Witness(ProxyHost proxy, List<string> answers) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => AskAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => AskAsync(cancellationToken);

        private async Task AskAsync(CancellationToken cancellation)
        {
            using var client = new HttpClient { BaseAddress = proxy.Address };
            answers.Add(await client.GetStringAsync("/shop/who", cancellation));
        }
    }
}
