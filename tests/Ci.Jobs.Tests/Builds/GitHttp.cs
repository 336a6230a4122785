using System.Globalization;
using System.Text;
using CliWrap;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Tests.Builds;

/// <summary>Serves the repositories below a directory by <c>git http-backend</c>; <see cref="Before"/> can answer in its place.</summary>
internal sealed class GitHttp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _root;

    private GitHttp(WebApplication app, string root) => (_app, _root) = (app, root);

    /// <summary>Gives true when it has answered.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    public List<string> Requests { get; } = [];

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<GitHttp> StartAsync(string root)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new GitHttp(builder.Build(), root);
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        lock (Requests) Requests.Add(context.Request.Path);
        if (await Before(context)) return;
        var request = context.Request;
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        body.Position = 0;
        var answer = new MemoryStream();
        await Cli.Wrap("git").WithArguments(["http-backend"])
            .WithEnvironmentVariables(e => e
                .Set("GIT_PROJECT_ROOT", _root).Set("GIT_HTTP_EXPORT_ALL", "1").Set("GIT_CONFIG_NOSYSTEM", "1").Set("GIT_CONFIG_GLOBAL", "/dev/null")
                .Set("REQUEST_METHOD", request.Method).Set("PATH_INFO", request.Path).Set("QUERY_STRING", request.QueryString.Value?.TrimStart('?') ?? "")
                .Set("CONTENT_TYPE", request.ContentType ?? "").Set("CONTENT_LENGTH", body.Length.ToString(CultureInfo.InvariantCulture))
                .Set("HTTP_CONTENT_ENCODING", request.Headers.ContentEncoding.ToString()).Set("GIT_PROTOCOL", request.Headers["Git-Protocol"].ToString()))
            .WithStandardInputPipe(PipeSource.FromStream(body))
            .WithStandardOutputPipe(PipeTarget.ToStream(answer))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(context.RequestAborted);
        await WriteAsync(context.Response, answer.ToArray());
    }

    private static async Task WriteAsync(HttpResponse response, byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var header in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"))
        {
            var parts = header.Split(": ", 2);
            if (parts[0] == "Status") response.StatusCode = int.Parse(parts[1][..3], CultureInfo.InvariantCulture);
            else response.Headers[parts[0]] = parts[1];
        }
        await response.Body.WriteAsync(answer.AsMemory(end + 4));
    }
}
