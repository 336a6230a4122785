using System.Globalization;
using System.Text;
using Ci.Testing;

namespace Ci.Benchmarks.Intake;

/// <summary>What wrk sends: signed pushes in turn, each under a delivery id of its own.</summary>
internal sealed class PushScript : IDisposable
{
    private readonly TemporaryFolder folder = new("bench-push");
    private int runs;

    /// <param name="secret">What they are signed with.</param>
    /// <param name="repository">What is pushed to.</param>
    /// <param name="pushes">How many different ones there are.</param>
    public PushScript(string secret, Uri repository, int pushes)
    {
        var bodies = new PushBodies(repository);
        for (var number = 1; number <= pushes; number++)
        {
            var body = bodies.Make(number);
            Size = body.Length;
            File.WriteAllText(folder.PathTo($"{number}.head"), string.Create(CultureInfo.InvariantCulture,
                $"Host: 127.0.0.1\r\nUser-Agent: GitHub-Hookshot/044aadd\r\nAccept: */*\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nX-GitHub-Event: push\r\nX-Hub-Signature-256: {SignedPush.Sign(secret, body)}\r\nX-GitHub-Delivery: "));
            File.WriteAllBytes(folder.PathTo($"{number}.tail"), [.. Encoding.ASCII.GetBytes("\r\n\r\n"), .. body]);
        }

        File.WriteAllText(folder.PathTo("push.lua"), $$"""
            local heads, tails, n, run = {}, {}, 0, ""
            local function read(name) local f = io.open("{{folder.Path}}/" .. name, "rb"); local text = f:read("*a"); f:close(); return text end
            for i = 1, {{pushes}} do heads[i] = read(i .. ".head"); tails[i] = read(i .. ".tail") end
            function init(args) run = args[1]; for i = 1, {{pushes}} do heads[i] = "POST " .. wrk.path .. " HTTP/1.1\r\n" .. heads[i] end end
            function request() n = n + 1; local i = (n - 1) % {{pushes}} + 1; return heads[i] .. run .. n .. tails[i] end
            """);
    }

    /// <summary>Bytes of one body.</summary>
    public int Size { get; }

    /// <summary>What wrk is to be given for one more run.</summary>
    public string[] Arguments() => [folder.PathTo("push.lua"), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{++runs}-")];

    public void Dispose() => folder.Dispose();
}
