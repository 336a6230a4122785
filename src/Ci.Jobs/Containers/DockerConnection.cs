using System.Net.Sockets;
using Ci.Jobs.Pipeline;
using Docker.DotNet;

namespace Ci.Jobs.Containers;

/// <summary>The one connection to the Docker engine, and what its silence means.</summary>
internal sealed class DockerConnection : IDisposable
{
    private static readonly TimeSpan ShortCall = TimeSpan.FromSeconds(60);
    private const int Attempts = 10;
    private readonly TimeSpan patience;
    private readonly TimeProvider time;

    /// <param name="endpoint">Such as <c>unix:///var/run/docker.sock</c>; null for <c>DOCKER_HOST</c> or that default.</param>
    /// <param name="patience">How long work waits for an engine that is away.</param>
    /// <param name="time">Clock for waiting.</param>
    public DockerConnection(Uri? endpoint, TimeSpan patience, TimeProvider time)
    {
        (this.patience, this.time) = (patience, time);
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
        Endpoint = endpoint ?? new Uri(string.IsNullOrEmpty(host) ? "unix:///var/run/docker.sock" : host);
        Client = new DockerClientBuilder().WithEndpoint(Endpoint).WithTimeout(Timeout.InfiniteTimeSpan).Build();
    }

    public Uri Endpoint { get; }

    public DockerClient Client { get; }

    /// <summary>Makes a call that must answer soon; an engine that hangs counts as one that is away.</summary>
    /// <exception cref="EngineAwayException">It did not answer.</exception>
    public async Task<T> CallAsync<T>(Func<DockerClient, CancellationToken, Task<T>> call, CancellationToken stop, TimeSpan? limit = null)
    {
        using var bounded = new CancellationTokenSource(limit ?? ShortCall, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bounded.Token, stop);
        try
        {
            return await call(Client, both.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new EngineAwayException($"The Docker engine at {Endpoint} did not answer within {(limit ?? ShortCall).TotalSeconds:0} s.");
        }
        catch (Exception failure) when (IsAway(failure))
        {
            throw new EngineAwayException($"The Docker engine at {Endpoint} does not answer: {failure.GetBaseException().Message}", failure);
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(Func<DockerClient, CancellationToken, Task> call, CancellationToken stop, TimeSpan? limit = null) => CallAsync(
        async (client, token) =>
        {
            await call(client, token);
            return true;
        },
        stop,
        limit);

    /// <summary>Whether the engine answers a ping within two seconds.</summary>
    public async Task<bool> AnswersAsync(CancellationToken stop)
    {
        try
        {
            await CallAsync((client, token) => client.System.PingAsync(token), stop, TimeSpan.FromSeconds(2));
            return true;
        }
        catch (EngineAwayException)
        {
            return false;
        }
    }

    /// <summary>Waits for an engine that went away, with a word to the log at the start and at the end.</summary>
    /// <exception cref="PipelineException">It did not come back within the patience.</exception>
    public async Task WaitUntilBackAsync(EngineAwayException why, Action<string> tell, CancellationToken stop)
    {
        tell($"{why.Message} Waiting up to {patience.TotalSeconds:0} s for it.");
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < patience)
        {
            if (await AnswersAsync(stop))
            {
                tell("The Docker engine answers again.");
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), time, stop);
        }

        throw new PipelineException(
            "The Docker engine does not answer.",
            $"Start it (systemctl start docker), or check that the server may use {Endpoint}. Then build again.",
            why);
    }

    /// <summary>Runs work that can be taken up again, over an engine that goes away and comes back.</summary>
    /// <remarks>An engine that answers pings but breaks the same work again and again is not away; then its failure is thrown.</remarks>
    public async Task<T> PersistAsync<T>(Func<Task<T>> work, Action<string> tell, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (EngineAwayException away) when (attempt < Attempts)
            {
                await WaitUntilBackAsync(away, tell, stop);
            }
            catch (EngineAwayException away)
            {
                throw new PipelineException(away.Message, "Look into the engine's log (journalctl -u docker), then build again.", away);
            }
        }
    }

    /// <summary>The failure is the connection's, not an answer of the engine.</summary>
    public static bool IsAway(Exception failure) => failure is HttpRequestException or IOException or SocketException or TimeoutException
        || (failure is DockerApiException { StatusCode: System.Net.HttpStatusCode.ServiceUnavailable });

    public void Dispose() => Client.Dispose();
}
