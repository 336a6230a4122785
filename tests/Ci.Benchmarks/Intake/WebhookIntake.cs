using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ci.Benchmarks.Proxy;
using Ci.Testing;

namespace Ci.Benchmarks.Intake;

/// <summary>
/// Signed pushes of 10 KB a second: ours, which has read, judged and committed each before it answers, beside receivers that do less.
/// Same requests, same run, rounds alternating.
/// </summary>
internal static class WebhookIntake
{
    private static readonly (string Name, int Connections, int Pushes)[] Cases =
        [("64 connections, one push again and again", 64, 1), ("64 connections, every push starts a build", 64, 500), ("1 connection, one push again and again", 1, 1)];

    // Until the programs are compiled for speed.
    private const int Warm = 4;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (new[] { "wrk", "webhook" }.FirstOrDefault(tool => !ProxyThroughput.IsInstalled(tool)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"{missing} is not installed. On Debian: apt-get install wrk webhook");
            return 2;
        }

        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 5;
        var seconds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 4;
        using var folder = new TemporaryFolder("bench-intake");
        using var forge = new TcpListener(IPAddress.Loopback, 0);
        // It never answers: one build waits for it all the time, and the pushes meanwhile cost no more than their rows.
        forge.Start(backlog: 1000);
        var repository = new Uri($"http://{forge.LocalEndpoint}/bench/shop");
        await using var ours = await Receiver.OursAsync(repository);
        await using var group = await Receiver.BareAsync("group", folder.Path);
        await using var each = await Receiver.BareAsync("each", folder.Path);
        await using var none = await Receiver.BareAsync("none", folder.Path);
        await using var adnanh = await Receiver.AdnanhAsync(folder.Path);
        Receiver[] all = [ours, group, each, none, adnanh];
        foreach (var one in all) await RefusesAsync(one, repository);

        foreach (var (name, connections, pushes) in Cases)
        {
            using var own = new PushScript(ours.Secret, repository, pushes);
            using var plain = new PushScript(group.Secret, repository, pushes);
            var score = new Score(all.Select(one => one.Name));
            for (var round = -Warm; round < rounds; round++)
            {
                foreach (var one in round % 2 == 0 ? all : all.Reverse())
                {
                    var (run, cost) = await one.RunAsync(one == ours ? own : plain, connections, seconds);
                    if (round >= 0) score.Add(one.Name, run, cost);
                }
            }

            score.Print($"{name} ({own.Size} B)");
        }

        Console.WriteLine($"\nMedians of {rounds} rounds of {seconds} s, ratios by round.");
        return 0;
    }

    // A receiver that takes anything would be fast too.
    private static async Task RefusesAsync(Receiver receiver, Uri repository)
    {
        using var http = new HttpClient();
        using var right = await http.SendAsync(Request(receiver.Secret));
        using var wrong = await http.SendAsync(Request("another"));
        if (!right.IsSuccessStatusCode || wrong.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
            throw new InvalidOperationException($"{receiver.Name} answered {right.StatusCode} to a signed push and {wrong.StatusCode} to a forged one.");

        HttpRequestMessage Request(string secret) => new SignedPush("bench/shop", new($"{repository}.git"), new string('a', 40)).ToRequest(receiver.Address, secret);
    }
}
