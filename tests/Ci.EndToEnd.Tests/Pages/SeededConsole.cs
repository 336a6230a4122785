using System.Net;
using Ci.Jobs;
using Ci.Jobs.Storage;
using Ci.Jobs.Traffic;
using Ci.Testing;
using Ci.Web.Access;
using Ci.Web.Api;
using Ci.Web.Hosting;
using Ci.Web.Live;
using Ci.Web.Pages;
using Ci.Web.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerOptions = Ci.Web.Hosting.ServerOptions;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>The console over rows as they might be after a busy day. It has no job servers: those would drive the rows on.</summary>
internal sealed class SeededConsole : IAsyncDisposable
{
    public const string Name = "min-ji", Password = "correct horse battery";
    private readonly TemporaryFolder folder;
    private readonly WebApplication app;

    private SeededConsole(TemporaryFolder folder, WebApplication app) => (this.folder, this.app) = (folder, app);

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="full">With projects; otherwise as right after the set-up.</param>
    /// <param name="admin">With an administrator; otherwise as at the first start.</param>
    public static async Task<SeededConsole> StartAsync(bool full = true, bool admin = true)
    {
        var folder = new TemporaryFolder("pages");
        var data = new DataDirectory(folder.PathTo("data"));
        var options = new ServerOptions { Data = data.Root, Console = new(IPAddress.Loopback, 0), Proxy = new(IPAddress.Loopback, 9999) };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.Console));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(data).AddSingleton(new Database(data)).AddSingleton(options);
        builder.Services.AddCiJobs(new CiJobsOptions { Data = data.Root, BuildWorkers = 2, AllowHttp = true });
        builder.Services.AddJobServers();
        builder.Services.AddWebhooks();
        builder.Services.RemoveAll<IHostedService>();
        builder.Services.AddSingleton<ITraffic>(_ => full ? Seed.Traffic() : new SeededTraffic(RouteTable.Empty, []));
        builder.Services.AddAccess(options, data);
        builder.Services.AddApi();
        builder.Services.AddLive();
        builder.Services.AddConsolePages(options);

        var app = builder.Build();
        app.UseProblemPages();
        app.UseAccess();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages();
        app.MapLive();
        app.MapApi();
        if (admin) app.Services.GetRequiredService<FirstAdmin>().Create(Name, Password);
        if (full) new Seed(app.Services).Write();
        await app.StartAsync();
        return new(folder, app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
