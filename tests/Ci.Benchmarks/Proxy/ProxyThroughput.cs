using System.Globalization;

namespace Ci.Benchmarks.Proxy;

/// <summary>Requests per second of the product's proxy against a bare forwarder: same backend, same run, rounds alternating.</summary>
internal static class ProxyThroughput
{
    private const double Goal = 0.95;
    private static readonly (string Name, int Connections, string Path)[] Cases =
        [("2 B, 64 connections", 64, "/"), ("1 KB, 64 connections", 64, "/1k"), ("1 MB, 64 connections", 64, "/1m"), ("2 B, 512 connections", 512, "/")];

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (new[] { "wrk", "nginx" }.FirstOrDefault(tool => !IsInstalled(tool)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"{missing} is not installed. On Debian: apt-get install wrk nginx-light");
            return 2;
        }

        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 5;
        var seconds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 3;
        using var nginx = new Nginx();
        using var bare = await Child.StartAsync("forwarder", nginx.Address.GetLeftPart(UriPartial.Authority));
        using var ours = await Child.StartAsync("proxy", nginx.Address.GetLeftPart(UriPartial.Authority));
        var contestants = (Bare: new Contestant(bare, ""), Ours: new Contestant(ours, WholeProxy.Prefix));

        foreach (var (_, connections, path) in Cases)
        {
            await contestants.Bare.WarmUpAsync(path, connections);
            await contestants.Ours.WarmUpAsync(path, connections);
        }

        Console.WriteLine("| case | forwarder req/s | proxy req/s | ratio | p99 ms | CPU per request µs | errors |\n|---|---|---|---|---|---|---|");
        var reached = true;
        foreach (var (name, connections, path) in Cases)
        {
            List<Sample> theirs = [], own = [];
            for (var round = 0; round < rounds; round++)
            {
                // Each goes first in half of the rounds.
                if (round % 2 == 0) theirs.Add(await contestants.Bare.RunAsync(path, connections, seconds));
                own.Add(await contestants.Ours.RunAsync(path, connections, seconds));
                if (round % 2 != 0) theirs.Add(await contestants.Bare.RunAsync(path, connections, seconds));
            }

            var ratio = Median(own.Select((s, n) => s.Run.PerSecond / theirs[n].Run.PerSecond));
            reached &= ratio >= Goal;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {Median(theirs.Select(s => s.Run.PerSecond)):0} | {Median(own.Select(s => s.Run.PerSecond)):0} | {ratio:0.000} | {Median(theirs.Select(s => s.Run.Slowest)):0.0} / {Median(own.Select(s => s.Run.Slowest)):0.0} | {Median(theirs.Select(s => s.Cost)):0.0} / {Median(own.Select(s => s.Cost)):0.0} | {string.Join(' ', own.Concat(theirs).Select(s => s.Run.Errors).Where(e => e.Length > 0).Distinct())} |"));
        }

        Console.WriteLine($"\nMedians of {rounds} rounds of {seconds} s, ratios by round; goal {Goal}: {(reached ? "reached" : "missed")}.");
        return reached ? 0 : 1;
    }

    public static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record Sample(Wrk Run, double Cost);

    private sealed class Contestant(Child child, string prefix)
    {
        public Task<Wrk> WarmUpAsync(string path, int connections) => Wrk.RunAsync(Url(path), connections, seconds: 3);

        public async Task<Sample> RunAsync(string path, int connections, int seconds)
        {
            var before = child.Processor;
            var run = await Wrk.RunAsync(Url(path), connections, seconds);
            return new(run, (child.Processor - before).TotalMicroseconds / run.Requests);
        }

        private Uri Url(string path) => new(child.Address, prefix + path);
    }
}
