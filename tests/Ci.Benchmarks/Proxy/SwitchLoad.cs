using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Ci.Benchmarks.Proxy;

/// <summary>Clients that never pause: keep-alive GET, POST of 1 MB, WebSockets, event streams; everything but a proper end counts as failed.</summary>
internal sealed class SwitchLoad : IAsyncDisposable
{
    private static readonly byte[] Megabyte = new byte[1 << 20];
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource stop = new();
    private readonly List<(string Name, Kind Kind)> kinds = [];
    private readonly List<Task> clients = [];
    private readonly Uri address;

    public SwitchLoad(Uri address)
    {
        this.address = address;
        Add("GET", 8, GetAsync);
        Add("POST 1 MB", 2, PostAsync);
        Add("WebSocket", 8, EchoAsync);
        Add("event stream", 4, ListenAsync);
    }

    public ConcurrentQueue<string> Failures { get; } = [];

    public string Table()
    {
        var table = new StringBuilder("| load | ended | failed | longest ms |\n|---|---|---|---|");
        foreach (var (name, kind) in kinds)
            table.Append(CultureInfo.InvariantCulture, $"\n| {name} | {kind.Ended} | {kind.Failed} | {kind.Longest:0} |");
        return table.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested) return;
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        client.Dispose();
    }

    private void Add(string name, int count, Func<Task> request)
    {
        var kind = new Kind();
        kinds.Add((name, kind));
        for (var n = 0; n < count; n++) clients.Add(Task.Run(() => RepeatAsync(name, kind, request)));
    }

    private async Task RepeatAsync(string name, Kind kind, Func<Task> request)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await request();
                kind.Add(Stopwatch.GetElapsedTime(began));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The load is over.
            }
            catch (Exception e)
            {
                Interlocked.Increment(ref kind.Failed);
                Failures.Enqueue($"{name}: {e.Message} {e.InnerException?.Message}");
            }
        }
    }

    private async Task GetAsync() => await client.GetStringAsync(new Uri(address, "/app/"));

    private async Task PostAsync()
    {
        using var answer = await client.PostAsync(new Uri(address, "/app/upload"), new ByteArrayContent(Megabyte));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsStringAsync();
    }

    private async Task EchoAsync()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{address.Authority}/app/ws"), CancellationToken.None);
        var buffer = new byte[100];
        while (!stop.IsCancellationRequested)
        {
            await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            var answer = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (answer.MessageType == WebSocketMessageType.Close) break;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }

        if (socket.CloseStatus is { } status && (int)status != 1012) throw new InvalidOperationException($"closed with {status}");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private async Task ListenAsync()
    {
        using var answer = await client.GetAsync(new Uri(address, "/app/events"), HttpCompletionOption.ResponseHeadersRead, stop.Token);
        answer.EnsureSuccessStatusCode();
        await (await answer.Content.ReadAsStreamAsync(stop.Token)).CopyToAsync(Stream.Null, stop.Token);
    }

    private sealed class Kind
    {
        public int Failed;
        private readonly Lock sync = new();

        public int Ended { get; private set; }

        public double Longest { get; private set; }

        public void Add(TimeSpan took)
        {
            lock (sync)
            {
                Ended++;
                Longest = Math.Max(Longest, took.TotalMilliseconds);
            }
        }
    }
}
