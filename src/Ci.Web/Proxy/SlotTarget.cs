using System.Net;
using System.Text;
using Ci.Jobs.Traffic;

namespace Ci.Web.Proxy;

/// <summary>A slot as requests meet it: its address, its gate, and connections of its own, so that no pooled connection to a
/// retired container meets a new one at the same address.</summary>
internal sealed class SlotTarget(SlotRoute route, ProxyOptions options, TimeProvider time) : IDisposable
{
    public SlotRoute Route { get; } = route;

    public string Address { get; } = route.Address();

    /// <summary>What the application is told to put before its links.</summary>
    public string Prefix { get; } = $"/{route.Project}";

    public SlotGate Gate { get; } = new(time);

    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.ConnectTimeout,
        // Shorter than the 5 s after which common servers close an idle connection, whose reuse would fail a POST.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
        // An event stream that is ended early has no rest worth reading.
        MaxResponseDrainSize = 0,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    });

    public SlotTraffic Traffic() => new(
        Route, Gate.Draining, Gate.Count.Requests, Gate.Count.ServerErrors, Gate.Count.Failed,
        Math.Max(0, Gate.Claims - Gate.Open), Gate.Open, Gate.Count.Latency);

    public void Dispose() => Invoker.Dispose();
}
