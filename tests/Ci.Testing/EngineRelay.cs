using System.Net.Sockets;

namespace Ci.Testing;

/// <summary>
/// A socket in front of the real engine. A server that is given <see cref="Endpoint"/> as its engine can have it taken away, held and
/// given back, while the engine itself, its containers and every other test go on.
/// </summary>
public sealed class EngineRelay : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("relay");
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private readonly string _path;
    private volatile TaskCompletionSource _flow = Flowing();
    private Socket? _listener;

    public EngineRelay()
    {
        _path = _folder.PathTo("engine.sock");
        Restore();
    }

    /// <summary>For <c>DOCKER_HOST</c>.</summary>
    public string Endpoint => $"unix://{_path}";

    /// <summary>The engine is gone: connections break, new ones are refused.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            File.Delete(_path);
            _open.ForEach(socket => socket.Dispose());
            _open.Clear();
        }
    }

    /// <summary>The engine hangs: connections stay and new ones are taken, but nothing goes through.</summary>
    public void Hang() => _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends <see cref="Cut"/> or <see cref="Hang"/>.</summary>
    public void Restore()
    {
        lock (_gate)
        {
            if (_listener is null)
            {
                _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                _listener.Bind(new UnixDomainSocketEndPoint(_path));
                _listener.Listen(64);
                _ = AcceptAsync(_listener);
            }
        }

        _flow.TrySetResult();
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        _flow.TrySetResult();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true) _ = RelayAsync(await listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        lock (_gate) _open.AddRange([client, engine]);
        try
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(TestEngine.Socket.LocalPath));
            await Task.WhenAll(CopyAsync(client, engine), CopyAsync(engine, client));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone, so is the other.
        }
        finally
        {
            client.Dispose();
            lock (_gate)
            {
                _open.Remove(client);
                _open.Remove(engine);
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is var read and > 0)
        {
            await _flow.Task;
            for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static TaskCompletionSource Flowing()
    {
        var flow = new TaskCompletionSource();
        flow.SetResult();
        return flow;
    }
}
