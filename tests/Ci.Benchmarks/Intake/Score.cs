using System.Globalization;
using Ci.Benchmarks.Proxy;

namespace Ci.Benchmarks.Intake;

/// <summary>The rounds of one case; the first of the names is compared with the others, round by round.</summary>
internal sealed class Score(IEnumerable<string> names)
{
    private readonly List<(string Name, List<(Wrk Run, double Cost)> Rounds)> all = [.. names.Select(name => (name, new List<(Wrk, double)>()))];

    public void Add(string name, Wrk run, double cost) => all.Find(one => one.Name == name).Rounds.Add((run, cost));

    public void Print(string title)
    {
        Console.WriteLine($"\n{title}\n\n| | req/s | p99 ms | CPU per request µs | ours / its req/s | ours / its p99 | errors |\n|---|---|---|---|---|---|---|");
        var ours = all[0].Rounds;
        foreach (var (name, rounds) in all)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {Of(rounds, round => round.Run.PerSecond):0} | {Of(rounds, round => round.Run.Slowest):0.0} | {Of(rounds, round => round.Cost):0} | {Ratio(round => round.Run.PerSecond):0.00} | {Ratio(round => round.Run.Slowest):0.00} | {string.Join(' ', rounds.Select(round => round.Run.Errors).Where(error => error.Length > 0).Distinct())} |"));

            double Ratio(Func<(Wrk Run, double Cost), double> value) => Median(rounds.Select((round, number) => value(ours[number]) / value(round)));
        }
    }

    private static double Of(List<(Wrk Run, double Cost)> rounds, Func<(Wrk Run, double Cost), double> value) => Median(rounds.Select(value));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
