namespace Ci.Web.Tests.Proxy;

public sealed class SwitchTests
{
    [TimedFact]
    public async Task Fifty_switches_under_load_fail_no_request_and_reset_no_connection()
    {
        await using var one = await Backend.StartAsync("one");
        await using var two = await Backend.StartAsync("two");
        await using var proxy = await ProxyUnderTest.StartAsync(one);
        await using var load = new SwitchLoad(proxy);
        var drains = new List<Task<DrainReport>>();

        var old = one.Route();
        for (var n = 1; n <= 50; n++)
        {
            var (app, slot) = n % 2 == 0 ? (one, "blue") : (two, "green");
            var fresh = app.Route(deployment: 1 + n, slot: slot);
            await proxy.PointAsync(fresh);
            Assert.Equal(app.Name, await proxy.GetAsync("/shop/who"));
            drains.Add(proxy.DrainAsync(old, TimeSpan.FromMilliseconds(1500)));
            old = fresh;
            await load.SomeMoreAsync(gets: 20, posts: 2, TimeSpan.FromMilliseconds(100));
        }

        await load.StopAsync();
        var reports = await Task.WhenAll(drains);
        Assert.True(load.Failures.IsEmpty, string.Join('\n', load.Failures));
        Assert.Equal(0, reports.Sum(r => r.Aborted));
        Assert.True(load.Restarts > 0, "WebSockets were closed by drains");
        Assert.True(load.StreamEnds > 0, "event streams were ended by drains");
        Assert.True(reports.Sum(r => r.Closed) > 0);
        Assert.Equal(51, proxy.Control.Current.Version);
        Assert.Single(proxy.Control.Read());
    }
}
