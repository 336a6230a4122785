using System.Globalization;
using System.Text.RegularExpressions;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>What a log has of the lines of <see cref="App.TalkingBuild"/>.</summary>
internal static partial class NumberedLines
{
    /// <summary>Every line once and in order, on both streams.</summary>
    public static void AreAllIn(string log)
    {
        var all = Enumerable.Range(1, 60);
        Assert.Equal(all, Of(log, "out"));
        Assert.Equal(all, Of(log, "err"));
    }

    public static IReadOnlyList<int> Of(string log, string stream) => [.. Line().Matches(log)
        .Where(match => match.Groups["stream"].Value == stream)
        .Select(match => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\b(?<stream>out|err) (?<number>\d+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Line();
}
