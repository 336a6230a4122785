using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Ci.Testing;

namespace Ci.Web.Tests.Proxy;

public sealed class LongLivedTests
{
    private const WebSocketCloseStatus ServiceRestart = (WebSocketCloseStatus)1012;

    [TimedFact]
    public async Task A_WebSocket_passes_and_ends_with_a_service_restart_both_sides_hear()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        using var socket = await proxy.OpenSocketAsync();
        var buffer = new byte[100];
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        Assert.Equal(5, (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)).Count);
        Assert.Equal((0, 1), (proxy.Traffic(shop.Route()).InFlight, proxy.Traffic(shop.Route()).Open));

        await proxy.PointAsync(SlotRoute.Nowhere("shop"));
        var drain = proxy.DrainAsync(shop.Route(), TimeSpan.FromMilliseconds(100));
        var goodbye = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);

        Assert.Equal((WebSocketMessageType.Close, ServiceRestart), (goodbye.MessageType, goodbye.CloseStatus));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Closed, socket.State);
        var report = await drain;
        Assert.Equal((0, 1, 0), (report.Finished, report.Closed, report.Aborted));
        Assert.InRange(report.Took, TimeSpan.FromMilliseconds(90), TimeSpan.FromSeconds(1.9));
        await Eventually.TrueAsync(() => shop.ClosedWith == WebSocketCloseStatus.NormalClosure, "the application got the client's close");
    }

    [TimedFact]
    public async Task A_WebSocket_whose_frames_never_pause_is_closed_between_two_of_them()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        using var socket = await proxy.OpenSocketAsync();
        var flood = Task.Run(async () =>
        {
            var message = new byte[3000];
            while (socket.State == WebSocketState.Open) await socket.SendAsync(message, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        }, TestContext.Current.CancellationToken);
        var buffer = new byte[8192];
        for (var n = 0; n < 20; n++) await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);

        await proxy.PointAsync(SlotRoute.Nowhere("shop"));
        var drain = proxy.DrainAsync(shop.Route(), TimeSpan.FromMilliseconds(50));
        WebSocketReceiveResult last;
        do last = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        while (last.MessageType != WebSocketMessageType.Close);

        Assert.Equal(ServiceRestart, last.CloseStatus);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await Task.WhenAny(flood);
        Assert.Equal((1, 0), ((await drain).Closed, (await drain).Aborted));
    }

    [TimedFact]
    public async Task A_client_that_does_not_answer_the_close_is_left_after_two_seconds()
    {
        await using var shop = await Backend.StartAsync("shop");
        var time = new AnswerTime();
        await using var proxy = await ProxyUnderTest.StartAsync(shop, time: time);
        using var deaf = new TcpClient();
        await deaf.ConnectAsync(proxy.Address.Host, proxy.Address.Port, TestContext.Current.CancellationToken);
        var stream = deaf.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /shop/ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => proxy.Traffic(shop.Route()).Open == 1, "the socket is open");

        await proxy.PointAsync(SlotRoute.Nowhere("shop"));
        var drain = proxy.DrainAsync(shop.Route(), TimeSpan.Zero);
        await time.AnswerAwaited.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(drain.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var report = await drain;

        Assert.Equal((1, 0, TimeSpan.FromSeconds(2)), (report.Closed, report.Aborted, report.Took));
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, TestContext.Current.CancellationToken);
        Assert.Equal([0x88, 0x02, 0x03, 0xF4], received.ToArray()[^4..]);
    }

    [TimedFact]
    public async Task An_event_stream_opens_at_once_and_ends_normally()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        using var silent = await proxy.Client.GetAsync("/shop/events?silent", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var chatty = await proxy.Client.GetAsync("/shop/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var (nothing, events) = (silent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), chatty.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, proxy.Traffic(shop.Route()).Open);

        await proxy.PointAsync(SlotRoute.Nowhere("shop"));
        var report = await proxy.DrainAsync(shop.Route(), TimeSpan.FromMilliseconds(200));

        Assert.Equal("", await nothing);
        Assert.StartsWith("data: shop\n\ndata: shop\n\n", await events, StringComparison.Ordinal);
        Assert.Equal((0, 2, 0), (report.Finished, report.Closed, report.Aborted));
    }

    [TimedFact]
    public async Task The_proxy_stops_with_a_goodbye()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        using var socket = await proxy.OpenSocketAsync();

        var stop = proxy.StopAsync();
        var goodbye = await socket.ReceiveAsync(new byte[100], TestContext.Current.CancellationToken);

        Assert.Equal(ServiceRestart, goodbye.CloseStatus);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await stop;
    }

    [TimedFact]
    public async Task A_WebSocket_either_side_ends_is_forgotten_and_blames_nobody()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        using var polite = await proxy.OpenSocketAsync();
        using var rude = await proxy.OpenSocketAsync();
        Assert.Equal(2, proxy.Traffic(shop.Route()).Open);

        await polite.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        rude.Abort();

        await Eventually.TrueAsync(() => proxy.Traffic(shop.Route()) is { Open: 0, InFlight: 0 }, "both sockets are forgotten");
        Assert.Equal(0, proxy.Traffic(shop.Route()).FailedForwards);
    }
}
