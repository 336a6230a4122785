using System.Net;
using Ci.Testing;

namespace Ci.Web.Tests.Proxy;

public sealed class DrainTests
{
    [TimedFact]
    public async Task A_claim_refused_by_a_draining_slot_reads_the_table_again()
    {
        using var old = new SlotTarget(new("shop", SlotRoute.Production, "blue", 1, 1, "127.0.0.1", 1), new(), TimeProvider.System);
        using var fresh = new SlotTarget(new("shop", SlotRoute.Production, "green", 2, 2, "127.0.0.1", 2), new(), TimeProvider.System);
        old.Gate.StartDraining();
        var tables = new Queue<SlotTarget>([old, fresh]);

        Assert.Same(fresh, Claim.Take(tables, static t => t.Dequeue()));
        Assert.Equal((0, 1), (old.Gate.Claims, fresh.Gate.Claims));
        Assert.Null(Claim.Take(old, static t => t));
        Assert.Equal(0, (await old.Gate.DrainAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)).Aborted);
    }

    [TimedFact]
    public async Task No_claim_gets_past_a_drain()
    {
        for (var round = 0; round < 200; round++)
        {
            var gate = new SlotGate(TimeProvider.System);
            var inside = 0;
            var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                while (gate.TryEnter())
                {
                    Interlocked.Increment(ref inside);
                    Interlocked.Decrement(ref inside);
                    gate.Leave(Outcome.Answered, TimeSpan.Zero, null);
                }
            }, TestContext.Current.CancellationToken)).ToArray();

            var report = await gate.DrainAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

            Assert.Equal((0, 0), (Volatile.Read(ref inside), report.Aborted));
            await Task.WhenAll(clients);
        }
    }

    [TimedFact]
    public async Task A_drain_waits_for_the_request_and_reports_it()
    {
        await using var old = await Backend.StartAsync("old");
        await using var fresh = await Backend.StartAsync("new");
        await using var proxy = await ProxyUnderTest.StartAsync(old);
        var held = proxy.GetAsync("/shop/hold");
        await Eventually.TrueAsync(() => proxy.Traffic(old.Route()).InFlight == 1, "the request is in flight");

        await proxy.PointAsync(fresh.Route(deployment: 2, slot: "green"));
        var drain = proxy.DrainAsync(old.Route(), TimeSpan.FromSeconds(20));

        Assert.Equal("new", await proxy.GetAsync("/shop/who"));
        Assert.True(proxy.Traffic(old.Route()).Draining);
        Assert.False(drain.IsCompleted);
        old.Release.SetResult();
        Assert.Equal("held by old", await held);
        var report = await drain;
        Assert.Equal((1, 0, 0), (report.Finished, report.Closed, report.Aborted));
        Assert.InRange(report.Longest, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(proxy.Control.Read(), t => t.Route == old.Route());
    }

    [TimedFact]
    public async Task A_request_that_outlives_the_drain_is_cut()
    {
        await using var old = await Backend.StartAsync("old");
        await using var proxy = await ProxyUnderTest.StartAsync(old);
        var silent = proxy.Client.GetAsync("/shop/hold", TestContext.Current.CancellationToken);
        using var begun = await proxy.Client.GetAsync("/shop/trickle", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => proxy.Traffic(old.Route()).InFlight == 2, "both requests are in flight");

        await proxy.PointAsync(SlotRoute.Nowhere("shop"));
        var report = await proxy.DrainAsync(old.Route(), TimeSpan.FromMilliseconds(100));

        Assert.Equal((0, 0, 2), (report.Finished, report.Closed, report.Aborted));
        Assert.Equal(HttpStatusCode.BadGateway, (await silent).StatusCode);
        // Cut, not ended: a truncated answer must not look complete.
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [TimedFact]
    public async Task A_live_slot_is_not_drained()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        await Assert.ThrowsAsync<InvalidOperationException>(() => proxy.DrainAsync(shop.Route(), TimeSpan.Zero));

        Assert.Equal("shop", await proxy.GetAsync("/shop/who"));
    }

    [TimedFact]
    public async Task A_slot_without_requests_is_drained_at_once()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        var report = await proxy.Control.DrainAsync("shop", SlotRoute.Production, "blue", 3, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(DrainReport.Nothing, report);
    }

    [TimedFact]
    public async Task A_slot_switched_back_to_begins_anew_while_its_old_requests_still_drain()
    {
        await using var old = await Backend.StartAsync("old");
        await using var fresh = await Backend.StartAsync("new");
        await using var proxy = await ProxyUnderTest.StartAsync(old);
        var held = proxy.GetAsync("/shop/hold");
        await Eventually.TrueAsync(() => proxy.Traffic(old.Route()).InFlight == 1, "the request is in flight");
        await proxy.PointAsync(fresh.Route(deployment: 2, slot: "green"));
        var drain = proxy.DrainAsync(old.Route(), TimeSpan.FromSeconds(20));
        await Eventually.TrueAsync(() => proxy.Traffic(old.Route()).Draining, "the old slot drains");

        await proxy.PointAsync(old.Route());

        Assert.Equal("old", await proxy.GetAsync("/shop/who"));
        Assert.Equal([true, false, false], proxy.Control.Read().Select(t => t.Draining));
        old.Release.SetResult();
        Assert.Equal("held by old", await held);
        Assert.Equal(1, (await drain).Finished);
        Assert.Equal("old", await proxy.GetAsync("/shop/who"));
    }

    [TimedFact]
    public async Task A_client_that_goes_away_frees_its_claim_and_blames_nobody()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        using var patience = new CancellationTokenSource();
        var held = proxy.Client.GetAsync("/shop/hold", patience.Token);
        await Eventually.TrueAsync(() => proxy.Traffic(shop.Route()).InFlight == 1, "the request is in flight");

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await Eventually.TrueAsync(() => proxy.Traffic(shop.Route()).InFlight == 0, "the claim is free");
        Assert.Equal((1, 0, 0), (proxy.Traffic(shop.Route()).Requests, proxy.Traffic(shop.Route()).FailedForwards, proxy.Traffic(shop.Route()).ServerErrors));
    }
}
