using Ci.Jobs.Traffic;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ci.Web.Proxy;

internal static class ProxyRegistration
{
    /// <summary>
    /// Adds the reverse proxy and its control (<see cref="ITraffic"/>). It listens before any other hosted service starts and stops
    /// after all of them have stopped, so that applications are served while the rest comes and goes.
    /// </summary>
    /// <param name="services">The console's services.</param>
    /// <param name="dataDirectory">Where the route table is kept.</param>
    /// <param name="options">Address and limits.</param>
    public static IServiceCollection AddProxy(this IServiceCollection services, string dataDirectory, ProxyOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(new RouteFile(dataDirectory));
        services.AddSingleton<ProxyControl>();
        services.AddSingleton<ITraffic>(s => s.GetRequiredService<ProxyControl>());
        services.AddSingleton<ProxyHost>();
        return services.AddHostedService<Listener>();
    }

    private sealed class Listener(ProxyHost host) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => host.StartAsync(cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        // Not bound to the program's own time to stop, which the others may have used up.
        public Task StoppedAsync(CancellationToken cancellationToken) => host.StopAsync();
    }
}
