using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ci.Web.Proxy;

/// <summary>
/// The proxy's own web application, with nothing of the console in it: a request that arrives here can reach the slots of the
/// route table and nothing else, whatever its Host header says.
/// </summary>
internal sealed class ProxyHost : IAsyncDisposable
{
    private readonly ProxyControl control;
    private readonly ProxyOptions options;
    private readonly WebApplication app;

    public ProxyHost(ProxyControl control, ProxyOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (this.control, this.options) = (control, options);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.AddSingleton<ILoggerFactory>(new ProxyLoggers(loggers));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddSingleton(time).AddSingleton(control).AddSingleton(options).AddSingleton<Forwarding>().AddHttpForwarder();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = options.StopTimeout);
        app = builder.Build();
        app.Run(app.Services.GetRequiredService<Forwarding>().HandleAsync);
    }

    /// <summary>Where it listens, with the port the system chose if it was asked to; valid once started.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public async Task StartAsync(CancellationToken cancellation)
    {
        await app.StartAsync(cancellation);
        var table = control.Current;
        Log.Serving(app.Services.GetRequiredService<ILogger<Forwarding>>(), table.Routes.Length, table.Version, Address.Authority);
    }

    /// <summary>Takes no new connection, closes the long-lived ones properly, and waits for the requests under way, within bounds.</summary>
    public async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(options.StopTimeout);
        var stopping = app.StopAsync(patience.Token);
        control.CloseLongLived();
        await stopping;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeadersTotalSize = options.HeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = options.HeaderCount;
        kestrel.Limits.MaxRequestLineSize = options.RequestLineBytes;
        kestrel.Limits.MaxRequestBodySize = options.BodyBytes;
        // Header bytes pass as they are; decoding them as UTF-8 would fail what HTTP allows.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.Listen(options.Address, static listen => listen.Protocols = HttpProtocols.Http1);
    }

    // The program's own host hears the signals and decides when the proxy stops: last.
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
