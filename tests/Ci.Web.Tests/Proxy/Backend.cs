using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ci.Web.Tests.Proxy;

/// <summary>An application to deploy: a real server on a port of its own that answers under every path.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication app;

    private Backend(string name)
    {
        Name = name;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
            k.Listen(System.Net.IPAddress.Loopback, 0);
        });
        app = builder.Build();
        app.UseWebSockets();
        app.Run(AnswerAsync);
    }

    public string Name { get; }

    public int Port => new Uri(app.Urls.First()).Port;

    /// <summary>Completes when the first byte of a body sent to <c>/upload</c> has arrived.</summary>
    public TaskCompletionSource FirstByte { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends every request to <c>/hold</c>.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The status with which the last WebSocket's client closed it.</summary>
    public WebSocketCloseStatus? ClosedWith { get; private set; }

    public static async Task<Backend> StartAsync(string name)
    {
        var backend = new Backend(name);
        await backend.app.StartAsync();
        return backend;
    }

    public SlotRoute Route(string project = "shop", int deployment = 1, string slot = "blue") =>
        new(project, SlotRoute.Production, slot, 1, deployment, "127.0.0.1", Port);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/who" => context.Response.WriteAsync(Name),
        "/upload" => UploadAsync(context),
        "/hold" => HoldAsync(context),
        "/trickle" => HoldAsync(context, "begun;"),
        "/events" => EventsAsync(context),
        "/ws" => EchoAsync(context),
        "/fail" => Fail(context),
        "/cookies" => SetCookies(context),
        "/latin" => Latin(context),
        _ => EchoRequest(context),
    };

    private static Task EchoRequest(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var headers = context.Request.Headers.Select(h => $"{h.Key}: {h.Value}");
        return context.Response.WriteAsync($"{context.Request.Method} {target}\n{string.Join('\n', headers)}\n");
    }

    private async Task UploadAsync(HttpContext context)
    {
        long total = 0;
        var buffer = new byte[64 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            total += read;
            FirstByte.TrySetResult();
        }

        await context.Response.WriteAsync($"{total}");
    }

    private async Task HoldAsync(HttpContext context, string begun = "")
    {
        if (begun.Length > 0) await context.Response.WriteAsync(begun);
        await Release.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync($"held by {Name}");
    }

    private async Task EventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync();
        if (context.Request.Query.ContainsKey("silent")) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync($"data: {Name}\n\n");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, context.RequestAborted);
        }
    }

    private async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        while (true)
        {
            var message = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
            if (message.MessageType == WebSocketMessageType.Close) break;
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        }

        ClosedWith = socket.CloseStatus;
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private static Task Fail(HttpContext context)
    {
        context.Response.StatusCode = 500;
        return context.Response.WriteAsync("application's own words");
    }

    private static Task Latin(HttpContext context)
    {
        context.Response.Headers["X-Name"] = "J\u00fcrgen";
        return context.Response.WriteAsync("named");
    }

    private static Task SetCookies(HttpContext context)
    {
        context.Response.Headers.SetCookie = new(["mine=1; Path=/", "ci_session=stolen; Path=/", "=ci_session=nameless", "__Host-ci_antiforgery=x; Secure", "last=2"]);
        return context.Response.WriteAsync("set");
    }
}
