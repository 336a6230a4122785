using System.Diagnostics;
using System.Globalization;
using System.Net;
using Ci.Benchmarks.Proxy;
using Ci.Testing;

namespace Ci.Benchmarks.Intake;

/// <summary>Something that takes signed pushes, in a process of its own.</summary>
internal sealed class Receiver(string name, Uri address, int processId, string secret, IAsyncDisposable? owner) : IAsyncDisposable
{
    private readonly Process process = Process.GetProcessById(processId);

    public string Name => name;

    public Uri Address => address;

    public string Secret => secret;

    /// <summary>Ours, with twenty projects of which one is pushed to.</summary>
    public static async Task<Receiver> OursAsync(Uri repository)
    {
        var server = await ServerProcess.StartAsync(new ServerOptions
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["CI_GIT_ALLOW_HTTP"] = "true", ["CI_LOOK_SECONDS"] = "0" },
        });
        using var api = new CiApi(server.ConsoleUrl, await server.CreateTokenAsync());
        for (var number = 0; number < 20; number++)
        {
            await api.CreateProjectAsync(new
            {
                name = string.Create(CultureInfo.InvariantCulture, $"shop{number}"),
                repositoryUrl = number == 0 ? $"{repository}.git" : string.Create(CultureInfo.InvariantCulture, $"{repository}{number}.git"),
                settings = new { build = new { way = "Dockerfile" } },
            });
        }

        return new("ours", new(server.ConsoleUrl, "/webhook/github"), server.ProcessId, await api.WebhookSecretAsync(), server);
    }

    /// <summary>Kestrel and the signature, with what it keeps: <c>none</c>, <c>each</c> or <c>group</c>.</summary>
    public static async Task<Receiver> BareAsync(string keeping, string folder)
    {
        var child = await Child.StartAsync("intake", keeping, folder);
        return new($"bare, {keeping}", child.Address, child.Id, "secret", child);
    }

    /// <summary>Debian's <c>webhook</c>: answers, then starts a process; it keeps nothing.</summary>
    public static async Task<Receiver> AdnanhAsync(string folder)
    {
        var hooks = Path.Combine(folder, "hooks.json");
        await File.WriteAllTextAsync(hooks, """
            [{"id": "push", "execute-command": "/bin/true", "trigger-rule-mismatch-http-response-code": 401, "trigger-rule": {"and": [
              {"match": {"type": "payload-hmac-sha256", "secret": "secret", "parameter": {"source": "header", "name": "X-Hub-Signature-256"}}},
              {"match": {"type": "value", "value": "refs/heads/main", "parameter": {"source": "payload", "name": "ref"}}}]}}]
            """);
        var port = FreePort.Next();
        var process = Process.Start(new ProcessStartInfo("webhook", ["-hooks", hooks, "-ip", "127.0.0.1", "-port", port.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
        var address = new Uri($"http://127.0.0.1:{port}/hooks/push");
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => (await http.GetAsync(address)).StatusCode != HttpStatusCode.BadGateway, "webhook to answer");
        return new("adnanh/webhook", address, process.Id, "secret", owner: null);
    }

    /// <summary>One run of wrk, and the processor time a request took in microseconds.</summary>
    public async Task<(Wrk Run, double Cost)> RunAsync(PushScript script, int connections, int seconds)
    {
        var before = Processor;
        var run = await Wrk.RunAsync(address, connections, seconds, script.Arguments());
        return (run, (Processor - before).TotalMicroseconds / run.Requests);
    }

    public async ValueTask DisposeAsync()
    {
        if (owner is not null) await owner.DisposeAsync();
        else process.Kill();
        process.Dispose();
    }

    private TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }
}
