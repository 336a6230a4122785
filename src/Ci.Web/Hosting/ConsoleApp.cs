using Ci.Jobs.Storage;
using Ci.Web.Access;
using Ci.Web.Api;
using Ci.Web.Live;
using Ci.Web.Pages;
using Ci.Web.Webhooks;
using Microsoft.AspNetCore.HttpOverrides;
using Serilog;
using IPNetwork = System.Net.IPNetwork;

namespace Ci.Web.Hosting;

/// <summary>The console's web application: its parts, its pipeline and its endpoints.</summary>
internal static class ConsoleApp
{
    // A webhook body is the largest that is ever taken; every other endpoint sets a smaller limit of its own.
    private const long MaxBodyBytes = 26 * 1024 * 1024;
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    public static WebApplication Build(ServerOptions options, DataDirectory data, Database database, Action<IServiceCollection>? change)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ConsoleApp).Assembly.GetName().Name,
            // The files of the program lie beside it, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Listen(options.Console);
        });
        builder.Logging.ClearProviders().AddSerilog(Logging.Create(data), dispose: true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddParts(options, data, database);
        builder.Services.AddAccess(options, data);
        builder.Services.AddApi();
        builder.Services.AddLive();
        builder.Services.AddConsolePages(options);
        change?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseCallersAddress(options.TrustedProxies);
        app.UseProblemPages();
        app.UseAccess();
        app.MapEndpoints();
        return app;
    }

    // Limits count by caller and records name them, so only who is trusted may say that it calls for another.
    private static void UseCallersAddress(this WebApplication app, IReadOnlyList<IPNetwork> trusted)
    {
        if (trusted.Count == 0) return;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in trusted) forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }

    private static void MapEndpoints(this WebApplication app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok\n")).AllowAnonymous().ExcludeFromDescription();
        app.MapWebhooks();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages();
        app.MapApi();
        app.MapLive();
        JobDashboard.Map(app);
    }
}
