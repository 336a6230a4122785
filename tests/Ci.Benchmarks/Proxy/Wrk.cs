using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Benchmarks.Proxy;

/// <summary>One run of wrk, a load generator.</summary>
/// <param name="Requests">All requests of the run.</param>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="Slowest">The 99th percentile of the latency in milliseconds.</param>
/// <param name="Errors">What went wrong, in wrk's words; empty if nothing did.</param>
internal sealed partial record Wrk(long Requests, double PerSecond, double Slowest, string Errors)
{
    /// <param name="url">What is asked.</param>
    /// <param name="connections">Requests under way at a time.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="script">Lua file that makes the requests, and what it is given.</param>
    public static async Task<Wrk> RunAsync(Uri url, int connections, int seconds, params string[] script)
    {
        string[] arguments = ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", .. script is [var file, ..] ? ["-s", file] : Array.Empty<string>(), url.ToString()];
        var run = await Cli.Wrap("wrk").WithArguments([.. arguments, .. script.Length > 1 ? ["--", .. script[1..]] : Array.Empty<string>()]).ExecuteBufferedAsync();
        var text = run.StandardOutput;
        var slowest = Percentile().Match(text);
        return new(
            long.Parse(Total().Match(text).Groups["number"].Value, CultureInfo.InvariantCulture),
            Number(Rate().Match(text).Groups["number"].Value),
            Number(slowest.Groups["number"].Value) * slowest.Groups["unit"].Value switch { "us" => 0.001, "s" => 1000, _ => 1 },
            string.Join("; ", Trouble().Matches(text).Select(m => m.Value.Trim())));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<number>\d+) requests in", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Total();

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+(?<number>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Percentile();

    [GeneratedRegex(@"^.*(?:Socket errors|Non-2xx).*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Trouble();
}
