using System.Globalization;
using Ci.Testing;

namespace Ci.Benchmarks.Pipeline;

/// <summary>
/// From the signed webhook until the proxy serves the new text: the product beside a script that does the least by hand (clone, docker
/// build, run, poll, switch of a file), push by push in turn, so that both meet the same machine.
/// </summary>
internal static class PushToLive
{
    public static async Task<int> RunAsync(string[] args)
    {
        var repeats = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;
        await TestEngine.EnsureAsync();
        await using var forge = await GitServer.StartAsync();
        Console.WriteLine("| build | script p50 ms | ours p50 ms | ours/script | ours max ms |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var way in new[] { "Dockerfile", "Command" })
        {
            using var repository = await forge.CreateRepositoryAsync($"bench-{way.ToLowerInvariant()}");
            await using var ours = await OurServer.StartAsync(forge, repository, way);
            await using var script = await ByHand.StartAsync(forge, repository, way);
            var (product, reference) = (new List<double>(), new List<double>());
            for (var n = 0; n <= repeats; n++)
            {
                var text = $"v-{way}-{n}";
                var commit = await CommitAsync(repository, text);
                var first = n % 2 == 0 ? await ours.PushAsync(repository, commit, text) : await script.PushAsync(commit, text);
                var second = n % 2 == 0 ? await script.PushAsync(commit, text) : await ours.PushAsync(repository, commit, text);
                if (n == 0) continue;
                product.Add(n % 2 == 0 ? first : second);
                reference.Add(n % 2 == 0 ? second : first);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {way} | {Median(reference):0} | {Median(product):0} | {Median(product) / Median(reference):0.00} | {product.Max():0} |"));
        }

        return 0;
    }

    private static async Task<string> CommitAsync(GitRepository repository, string text)
    {
        var commit = await repository.CommitAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["index.html"] = text,
                ["Dockerfile"] = $"FROM {TestEngine.SmallImage}\nCOPY index.html /www/index.html\nCMD [\"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]\n",
            },
            text);
        await repository.PushAsync();
        return commit;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
