using Ci.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Tests.Containers;

/// <summary>Answers each question for an image with the next of its codes, the last one again and again: what a real registry cannot be made to show.</summary>
internal sealed class BrokenRegistry : IAsyncDisposable
{
    private readonly WebApplication app;

    private BrokenRegistry(WebApplication app, string host)
    {
        this.app = app;
        Host = host;
    }

    public string Host { get; }

    public static async Task<BrokenRegistry> StartAsync(params int[] codes)
    {
        var host = $"127.0.0.1:{FreePort.Next()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://{host}");
        var asked = -1;
        app.Run(context =>
        {
            context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
            if (!context.Request.Path.Value!.Contains("manifests", StringComparison.Ordinal)) return Task.CompletedTask;
            // The engine asks with HEAD first and for the reason with GET; both are one question.
            var index = context.Request.Method == "HEAD" ? Interlocked.Increment(ref asked) : Math.Max(Volatile.Read(ref asked), 0);
            context.Response.StatusCode = codes[Math.Min(index, codes.Length - 1)];
            return context.Response.WriteAsync(context.Response.StatusCode == 429 ? """{"errors":[{"code":"TOOMANYREQUESTS","message":"limit"}]}""" : "broken");
        });
        await app.StartAsync();
        return new BrokenRegistry(app, host);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
