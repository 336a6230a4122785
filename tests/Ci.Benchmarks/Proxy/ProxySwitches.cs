using System.Diagnostics;
using System.Globalization;
using System.Net;
using Ci.Jobs.Traffic;
using Ci.Web.Proxy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ci.Benchmarks.Proxy;

/// <summary>
/// Switches under load. Every release is a fresh process at a fresh port; the old one is killed hard as soon as its drain is over,
/// so whatever a drain leaves behind fails.
/// </summary>
internal static class ProxySwitches
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var switches = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 200;
        var data = Directory.CreateTempSubdirectory("ci-bench-switch-");
        var options = new ProxyOptions { Address = new(IPAddress.Loopback, 0) };
        using var control = new ProxyControl(new RouteFile(data.FullName), options, TimeProvider.System);
        await using var host = new ProxyHost(control, options, TimeProvider.System, NullLoggerFactory.Instance);
        await host.StartAsync(CancellationToken.None);

        var live = await Child.StartAsync("application");
        var route = await PointAsync(control, live, 0);
        await using var load = new SwitchLoad(host.Address);
        var clock = Stopwatch.StartNew();
        List<double> effective = [];
        Queue<Task<DrainReport>> retiring = [];
        List<DrainReport> reports = [];
        for (var n = 1; n <= switches; n++)
        {
            var next = await Child.StartAsync("application");
            var began = Stopwatch.GetTimestamp();
            var fresh = await PointAsync(control, next, n);
            effective.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            retiring.Enqueue(RetireAsync(control, route, live));
            (route, live) = (fresh, next);
            if (retiring.Count > 5) reports.Add(await retiring.Dequeue());
        }

        reports.AddRange(await Task.WhenAll(retiring));
        await load.DisposeAsync();
        live.Dispose();
        data.Delete(recursive: true);
        effective.Sort();

        Console.WriteLine(load.Table());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{switches} switches in {clock.Elapsed.TotalSeconds:0} s. A switch is saved and in force after {effective[effective.Count / 2]:0.0} ms (median), {effective[^1]:0.0} ms (longest). "
            + $"Drains closed {reports.Sum(r => r.Closed)} long-lived connections properly and cut {reports.Sum(r => r.Aborted)} requests; the longest took {reports.Max(r => r.Took).TotalMilliseconds:0} ms, of which {DrainTimeout.TotalMilliseconds:0} ms were allowed for waiting."));
        foreach (var failure in load.Failures.Take(20)) Console.WriteLine($"* {failure}");
        return load.Failures.IsEmpty ? 0 : 1;
    }

    private static async Task<SlotRoute> PointAsync(ProxyControl control, Child application, int n)
    {
        var route = new SlotRoute("app", SlotRoute.Production, n % 2 == 0 ? "blue" : "green", n, n, application.Address.Host, application.Address.Port);
        await control.PointAsync(route, CancellationToken.None);
        return route;
    }

    private static async Task<DrainReport> RetireAsync(ProxyControl control, SlotRoute old, Child application)
    {
        var report = await control.DrainAsync(old.Project, old.Environment, old.Slot, old.Deployment, DrainTimeout, CancellationToken.None);
        application.Dispose();
        return report;
    }
}
