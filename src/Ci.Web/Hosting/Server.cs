using System.Net;
using System.Net.Sockets;
using Ci.Jobs.Storage;
using Ci.Web.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Ci.Web.Hosting;

/// <summary>The running server: it owns its data directory and everything that works on it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly ServerLock held;
    private readonly ServerFile file;
    private readonly WebApplication app;

    private Server(ServerLock held, ServerFile file, WebApplication app) => (this.held, this.file, this.app) = (held, file, app);

    public IServiceProvider Services => app.Services;

    /// <summary>Where the console can be reached from this machine.</summary>
    public Uri Console => Reachable(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Where deployed applications can be reached from this machine.</summary>
    public Uri Proxy => Reachable(app.Services.GetRequiredService<Proxy.ProxyHost>().Address.ToString());

    /// <summary>Returns when the server answers requests.</summary>
    /// <param name="options">Where.</param>
    /// <param name="change">Puts other parts in the place of registered ones.</param>
    /// <exception cref="StorageException">The data directory or database cannot be used.</exception>
    /// <exception cref="StartException">Another server has the directory, or an address cannot be listened on.</exception>
    public static async Task<Server> StartAsync(ServerOptions options, Action<IServiceCollection>? change = null)
    {
        var data = new DataDirectory(options.Data);
        var directory = new ServerLock(data);
        WebApplication? console = null;
        try
        {
            console = ConsoleApp.Build(options, data, new Database(data), change);
            await Listening(console.StartAsync());
            var server = new Server(directory, new ServerFile(data), console);
            server.file.Write(server.Console, server.Proxy);
            server.Tell(options, data);
            return server;
        }
        catch
        {
            // Parts that had started already are to end as at any stop, and not as failures of their own.
            console?.Lifetime.StopApplication();
            if (console is not null) await console.DisposeAsync();
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Returns after a signal to end, once everything under way has ended or had its time.</summary>
    public async Task StoppedAsync()
    {
        await app.WaitForShutdownAsync();
        Log.Stopped(Logger);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        file.Dispose();
        await app.DisposeAsync();
        held.Dispose();
    }

    private ILogger Logger => app.Services.GetRequiredService<ILogger<Server>>();

    private void Tell(ServerOptions options, DataDirectory data)
    {
        Log.Started(Logger, Console.GetLeftPart(UriPartial.Authority), data.Root);
        var first = app.Services.GetRequiredService<FirstAdmin>();
        if (first.IsOpen) Log.SetupOpen(Logger, new Uri(options.PublicUrl ?? Console, "/setup").ToString(), first.Token);
    }

    private static async Task Listening(Task starting)
    {
        try
        {
            await starting;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new StartException($"The server cannot listen: {failure.Message.TrimEnd('.')}. Name another address with --console or --proxy.", failure);
        }
    }

    private static Uri Reachable(string listening)
    {
        var url = new UriBuilder(listening);
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))) url.Host = "127.0.0.1";
        return url.Uri;
    }
}
