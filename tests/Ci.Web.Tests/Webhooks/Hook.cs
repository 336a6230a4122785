using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Testing;

namespace Ci.Web.Tests.Webhooks;

/// <summary>A forge's webhook into a console, with calls that a test may spoil before they are sent.</summary>
internal sealed class Hook(ConsoleHost host)
{
    private static int count;

    /// <summary>The installation's secret.</summary>
    public string Secret => host.Get<WebhookSecrets>().Value;

    public Project AddProject(string name = "shop", TriggerSettings? trigger = null) =>
        host.Get<ProjectStore>().Add(name, $"https://git.example.com/acme/{name}", "main", new ProjectSettings { Trigger = trigger ?? new() }, "test")!;

    /// <summary>A push of a commit that was never pushed before.</summary>
    public static SignedPush Push(string repository = "shop") =>
        new($"acme/{repository}", new Uri($"https://git.example.com/acme/{repository}.git"), (Interlocked.Increment(ref count) + 0xabc000).ToString("x40", CultureInfo.InvariantCulture));

    /// <summary>A push whose payload is at least so long.</summary>
    public static SignedPush Push(int size) => Push() with { Message = new string('m', size) };

    /// <summary>A body of GitHub's, with a signature over it or another one.</summary>
    public HttpRequestMessage Call(byte[] body, string? signature = null, string path = "/webhook/github")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", signature ?? SignedPush.Sign(Secret, body));
        return request;
    }

    /// <summary>The header lines of a raw call.</summary>
    public string[] Headers(byte[] body) =>
        ["X-GitHub-Event: push", $"X-GitHub-Delivery: {Guid.NewGuid()}", "X-Hub-Signature-256: " + SignedPush.Sign(Secret, body)];

    /// <summary>Sends the push and returns the connection, on which the answer comes.</summary>
    public async Task<RawCall> SendAsync(SignedPush push, string from = "127.0.0.1")
    {
        var body = push.ToJson();
        var call = await RawCall.ConnectAsync(host.Address, from);
        await call.HeadAsync("/webhook/github", body.Length, Headers(body));
        await call.SendAsync(body);
        return call;
    }

    /// <summary>Begins a large call that proves nothing, and leaves it there.</summary>
    public async Task<RawCall> StallAsync(string from, int sent = (1024 * 1024) + 100_000)
    {
        var call = await RawCall.ConnectAsync(host.Address, from);
        await call.HeadAsync("/webhook/github", 20_000_000, "X-GitHub-Event: push", "X-Hub-Signature-256: sha256=" + new string('0', 64));
        try
        {
            await call.SendAsync(new byte[sent]);
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // Answered already.
        }

        return call;
    }

    /// <summary>Sends calls with a wrong signature.</summary>
    public async Task RefusedAsync(int times, string from = "127.0.0.1")
    {
        var body = "{}"u8.ToArray();
        using var call = await RawCall.ConnectAsync(host.Address, from);
        for (var time = 0; time < times; time++)
        {
            await call.HeadAsync("/webhook/github", body.Length, "X-GitHub-Event: push", "X-Hub-Signature-256: sha256=" + new string('0', 64));
            await call.SendAsync(body);
            Assert.Contains(await call.StatusAsync(), (int[])[401, 429]);
        }
    }
}
