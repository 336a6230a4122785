using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Deployments;

/// <summary>Asks a candidate how it is: one request on a connection of its own, no redirects, at most 64 KB of answer.</summary>
internal sealed class HealthProbe(TimeProvider time) : IDisposable
{
    private const int Shown = 200;

    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes its handler.")]
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 65536,
    };

    /// <summary>Makes one probe; whatever happens is an answer, not an exception.</summary>
    public async Task<Probe> AskAsync(Deployment deployment, int number, HealthSettings health, CancellationToken stop)
    {
        var at = time.GetUtcNow();
        var began = time.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(health.TimeoutMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        int? code = null;
        string detail;
        try
        {
            var address = new UriBuilder("http", deployment.Host!, deployment.Port!.Value).Uri;
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, health.Path));
            request.Headers.TryAddWithoutValidation("User-Agent", "ci-health-check");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            detail = await FirstBytesAsync(response, either.Token);
            code = (int)response.StatusCode;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            detail = $"no answer within {health.TimeoutMs} ms";
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            detail = failure.InnerException is SocketException socket
                ? socket.SocketErrorCode == SocketError.ConnectionRefused ? $"connection refused on port {deployment.Port}" : socket.Message
                : failure.Message;
        }

        var took = (long)time.GetElapsedTime(began).TotalMilliseconds;
        return new Probe { Number = number, At = at, DurationMs = took, Code = code, Ok = code is { } answered && HealthRules.Expects(health.ExpectedCodes, answered), Detail = detail };
    }

    public void Dispose() => client.Dispose();

    private static async Task<string> FirstBytesAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var bytes = new byte[Shown];
        var count = await body.ReadAtLeastAsync(bytes, Shown, throwOnEndOfStream: false, stop);
        return Logs.LogRules.Clean(Encoding.UTF8.GetString(bytes, 0, count).ReplaceLineEndings(" ")).Trim();
    }
}
