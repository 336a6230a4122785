using System.Collections.Concurrent;

namespace Ci.Testing;

/// <summary>
/// A few clients that ask one address again and again over keep-alive connections, and count every request that was not
/// answered with 200 and a body that passes the check.
/// </summary>
public sealed class LoadLoop : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Func<string, bool> _isRight;
    private readonly HttpClient _http;
    private readonly Task[] _clients;
    private readonly Uri _address;
    private int _requests;

    private LoadLoop(Uri address, Func<string, bool> isRight, int clients)
    {
        (_address, _isRight) = (address, isRight);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { Timeout = TimeSpan.FromSeconds(10) };
        _clients = [.. Enumerable.Range(0, clients).Select(_ => Task.Run(AskAsync))];
    }

    public static LoadLoop Start(Uri address, Func<string, bool> isRight, int clients = 4) => new(address, isRight, clients);

    public int Requests => Volatile.Read(ref _requests);

    public int Failed => _failures.Count;

    /// <summary>One line for each failed request.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Lets the requests under way end, and asks no more.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_clients);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stopping.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            Interlocked.Increment(ref _requests);
            if (await FailureAsync() is { } failure) _failures.Enqueue(failure);
            // Leaves the processor to what is being measured.
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, _stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> FailureAsync()
    {
        try
        {
            using var response = await _http.GetAsync(_address);
            var body = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode) return $"status {(int)response.StatusCode}: {body}";
            return _isRight(body) ? null : $"unexpected body: {body}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return e.Message;
        }
    }
}
