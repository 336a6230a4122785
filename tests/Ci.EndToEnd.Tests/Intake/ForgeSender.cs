using System.Collections.Concurrent;
using System.Net;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Intake;

/// <summary>Sends calls over many connections; one that is not answered, or with 5xx, is sent again until it is.</summary>
internal sealed class ForgeSender(Uri console, string secret) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(20) };
    private const HttpStatusCode Unanswered = HttpStatusCode.ServiceUnavailable;
    private int answered;

    /// <summary>The final answer to each call, in order.</summary>
    public ConcurrentDictionary<int, HttpStatusCode> Answers { get; } = new();

    public int Answered => Volatile.Read(ref answered);

    public async Task SendAsync(IReadOnlyList<ForgeCall> calls, int connections)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < calls.Count)
            {
                Answers[number] = await Eventually.GetAsync(() => TryAsync(calls[number]), status => (int)status is >= 200 and < 500, $"an answer to call {number}", TimeSpan.FromSeconds(120));
                Interlocked.Increment(ref answered);
            }
        })));
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpStatusCode> TryAsync(ForgeCall call)
    {
        try
        {
            using var request = call.ToRequest(console, secret);
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return Unanswered;
        }
    }
}
