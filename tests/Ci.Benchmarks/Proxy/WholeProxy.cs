using System.Net;
using Ci.Jobs.Traffic;
using Ci.Web.Proxy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ci.Benchmarks.Proxy;

/// <summary>The product's proxy with everything on and a hundred projects, all served by one backend.</summary>
internal static class WholeProxy
{
    public const string Prefix = "/p50";

    public static async Task<int> RunAsync(string backend)
    {
        var slot = new Uri(backend);
        var data = Directory.CreateTempSubdirectory("ci-bench-proxy-");
        try
        {
            new RouteFile(data.FullName).Save(Enumerable.Range(1, 100).Aggregate(RouteTable.Empty, (table, n) =>
                table.With(new($"p{n}", SlotRoute.Production, "blue", 1, n, slot.Host, slot.Port))));
            var options = new ProxyOptions { Address = new(IPAddress.Loopback, 0) };
            using var control = new ProxyControl(new(data.FullName), options, TimeProvider.System);
            await using var host = new ProxyHost(control, options, TimeProvider.System, NullLoggerFactory.Instance);
            await host.StartAsync(CancellationToken.None);
            data.Delete(recursive: true);
            return await Child.ServeAsync(host.Address);
        }
        finally
        {
            if (data.Exists) data.Delete(recursive: true);
        }
    }
}
