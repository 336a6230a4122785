using System.Collections.Concurrent;
using System.Net.WebSockets;
using Ci.Testing;

namespace Ci.Web.Tests.Proxy;

/// <summary>
/// Clients that never pause: keep-alive GET and POST (1 MB), WebSockets that echo, event streams. What a switch may do to them is
/// close a WebSocket with 1012 and end a stream normally; everything else is a failure.
/// </summary>
internal sealed class SwitchLoad : IAsyncDisposable
{
    private static readonly byte[] Megabyte = new byte[1 << 20];
    private readonly ProxyUnderTest proxy;
    private readonly List<Task> clients = [];
    private readonly CancellationTokenSource stop = new();
    private int gets;
    private int posts;
    private int restarts;
    private int streamEnds;

    public SwitchLoad(ProxyUnderTest proxy)
    {
        this.proxy = proxy;
        for (var n = 0; n < 4; n++) clients.Add(Repeat(GetAsync));
        for (var n = 0; n < 2; n++) clients.Add(Repeat(PostAsync));
        for (var n = 0; n < 3; n++) clients.Add(Repeat(EchoAsync));
        for (var n = 0; n < 2; n++) clients.Add(Repeat(ListenAsync));
    }

    public ConcurrentQueue<string> Failures { get; } = [];

    public int Restarts => Volatile.Read(ref restarts);

    public int StreamEnds => Volatile.Read(ref streamEnds);

    /// <summary>Lets the load go on for at least this many requests and this long.</summary>
    public async Task SomeMoreAsync(int gets, int posts, TimeSpan time)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (getsThen, postsThen) = (this.gets + gets, this.posts + posts);
        await Eventually.TrueAsync(() => !Failures.IsEmpty || (Volatile.Read(ref this.gets) >= getsThen && Volatile.Read(ref this.posts) >= postsThen && TimeProvider.System.GetElapsedTime(started) >= time), "the load goes on");
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(clients);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private Task Repeat(Func<Task> client) => Task.Run(async () =>
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await client();
            }
            catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                Failures.Enqueue($"{client.Method.Name}: {e.GetType().Name} {e.Message} {e.InnerException?.Message}");
            }
            catch (OperationCanceledException)
            {
                // The test has seen enough.
            }
        }
    });

    private async Task GetAsync()
    {
        await proxy.GetAsync("/shop/who");
        Interlocked.Increment(ref gets);
    }

    private async Task PostAsync()
    {
        using var answer = await proxy.Client.PostAsync("/shop/upload", new ByteArrayContent(Megabyte));
        var length = await answer.Content.ReadAsStringAsync();
        if (length != "1048576") Failures.Enqueue($"POST: {(int)answer.StatusCode} {length}");
        Interlocked.Increment(ref posts);
    }

    private async Task EchoAsync()
    {
        using var socket = await proxy.OpenSocketAsync();
        var buffer = new byte[100];
        while (!stop.IsCancellationRequested)
        {
            await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            var answer = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (answer.MessageType == WebSocketMessageType.Close)
            {
                if ((int?)answer.CloseStatus != 1012) Failures.Enqueue($"WebSocket closed with {answer.CloseStatus}");
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                Interlocked.Increment(ref restarts);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private async Task ListenAsync()
    {
        using var answer = await proxy.Client.GetAsync("/shop/events", HttpCompletionOption.ResponseHeadersRead, stop.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop.Token));
        while (await lines.ReadLineAsync(stop.Token) is not null)
        {
            // Events are only listened to.
        }

        Interlocked.Increment(ref streamEnds);
    }
}
