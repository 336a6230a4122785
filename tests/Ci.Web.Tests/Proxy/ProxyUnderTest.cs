using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace Ci.Web.Tests.Proxy;

/// <summary>The whole proxy on a port of its own, with a data directory of its own, and a client.</summary>
internal sealed class ProxyUnderTest : IAsyncDisposable
{
    private readonly ProxyHost host;
    private readonly string directory;
    private bool ownsDirectory;

    private ProxyUnderTest(string directory, ProxyOptions options, Action<ProxyUnderTest>? onFailure, TimeProvider time)
    {
        this.directory = directory;
        Control = new(new RouteFile(directory), options, time);
        host = new(Control, options, time, LoggerFactory.Create(log => log.AddProvider(new FailureHook(() => onFailure?.Invoke(this)))));
    }

    public ProxyControl Control { get; }

    public Uri Address => host.Address;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public static async Task<ProxyUnderTest> StartAsync(string? directory = null, long? bodyBytes = null, Action<ProxyUnderTest>? onFailure = null, TimeProvider? time = null)
    {
        var own = directory ?? Directory.CreateTempSubdirectory("ci-proxy-test-").FullName;
        var proxy = new ProxyUnderTest(own, new() { Address = new(IPAddress.Loopback, 0), BodyBytes = bodyBytes, ConnectTimeout = TimeSpan.FromSeconds(2) }, onFailure, time ?? TimeProvider.System) { ownsDirectory = directory is null };
        await proxy.host.StartAsync(CancellationToken.None);
        proxy.Client.BaseAddress = proxy.Address;
        return proxy;
    }

    /// <summary>A proxy in front of one application, <c>shop</c>.</summary>
    public static async Task<ProxyUnderTest> StartAsync(Backend shop, long? bodyBytes = null, TimeProvider? time = null)
    {
        var proxy = await StartAsync(bodyBytes: bodyBytes, time: time);
        await proxy.PointAsync(shop.Route());
        return proxy;
    }

    public Task<RouteTable> PointAsync(SlotRoute route) => Control.PointAsync(route, CancellationToken.None);

    public Task<DrainReport> DrainAsync(SlotRoute route, TimeSpan timeout) =>
        Control.DrainAsync(route.Project, route.Environment, route.Slot, route.Deployment, timeout, TestContext.Current.CancellationToken);

    public SlotTraffic Traffic(SlotRoute route) => Control.Read().Single(t => t.Route == route);

    public Task<string> GetAsync(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public async Task<ClientWebSocket> OpenSocketAsync(string path = "/shop/ws")
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{Address.Authority}{path}"), TestContext.Current.CancellationToken);
        return socket;
    }

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        Control.Dispose();
        if (ownsDirectory) Directory.Delete(directory, recursive: true);
    }
}
