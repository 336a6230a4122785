using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ci.Testing;

/// <summary>
/// A forge's git side: bare repositories under a temporary folder, served over smart HTTP by git's own backend.
/// Credentials and faults can be switched while it runs.
/// </summary>
public sealed class GitServer : IAsyncDisposable
{
    private readonly TemporaryFolder _root = new("git");
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<GitRepository> _repositories = [];
    private readonly WebApplication _app;
    private int _requests;

    private GitServer(IPEndPoint endpoint)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(endpoint);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Basic credentials every request must carry; null lets everybody in.</summary>
    public NetworkCredential? Credentials { get; set; }

    public GitFault Fault { get; set; }

    /// <summary>Answers in git's place when it gives true.</summary>
    public Func<HttpContext, Task<bool>>? AnswerFirst { get; set; }

    /// <summary>The folder the bare repositories are in.</summary>
    public string Root => _root.Path;

    /// <summary>The number of requests heard so far, refused ones included.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    public static async Task<GitServer> StartAsync(IPAddress? address = null, int port = 0)
    {
        var server = new GitServer(new IPEndPoint(address ?? IPAddress.Loopback, port));
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Url = new Uri(addresses.Addresses.Single() + "/");
        return server;
    }

    /// <summary>Makes an empty repository that this server serves; it goes away with the server.</summary>
    public async Task<GitRepository> CreateRepositoryAsync(string name, string branch = "main")
    {
        var repository = await GitRepository.CreateAsync(Root, name, branch);
        _repositories.Add(repository);
        return repository;
    }

    /// <summary>The clone URL of a repository, without credentials.</summary>
    public Uri UrlOf(GitRepository repository) => new(Url, repository.Name + ".git");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _repositories.ForEach(repository => repository.Dispose());
        _root.Dispose();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (AnswerFirst is { } answer && await answer(context)) return;
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        if (Fault == GitFault.Hang)
            await HangAsync(context, abort.Token);
        else if (Fault == GitFault.Error)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else if (!BasicCredentials.Match(context.Request, Credentials))
            BasicCredentials.Challenge(context.Response);
        else
            await GitBackend.ServeAsync(context, Root, slowly: Fault == GitFault.Slow, abort.Token);
    }

    private static async Task HangAsync(HttpContext context, CancellationToken abort)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }
}
