namespace Ci.Jobs.Triggers;

/// <summary>Which changed files make a push worth building.</summary>
public static class PathRules
{
    /// <summary>Files shown as evidence; the others are counted.</summary>
    public const int MaxShown = 50;

    /// <summary>
    /// A file counts when a pattern matches it (any, when none but exclusions are given) and no exclusion does; one file that counts is enough.
    /// </summary>
    public static PathVerdict Judge(IReadOnlyList<string> patterns, IReadOnlyCollection<string> changed)
    {
        var rules = patterns.Select(pattern => (Pattern: pattern, Matches: GlobRules.OfPath(pattern), Excludes: GlobRules.IsExclusion(pattern))).ToList();
        var anything = rules.TrueForAll(rule => rule.Excludes);
        var judged = changed.Select(path =>
        {
            var hits = rules.Where(rule => rule.Matches(path)).ToList();
            var excluded = hits.Find(rule => rule.Excludes).Pattern;
            var included = hits.Find(rule => !rule.Excludes).Pattern;
            return new PathMatch(path, included, excluded, excluded is null && (anything || included is not null));
        }).ToList();
        var counting = judged.Count(path => path.Counts);
        return new PathVerdict(
            counting > 0, changed.Count, counting, [.. judged.OrderByDescending(path => path.Counts).ThenBy(path => path.Path, StringComparer.Ordinal).Take(MaxShown)]) { Patterns = patterns };
    }

    /// <summary>The verdict in words, such as "3 of 4 changed files match services/api/**".</summary>
    public static string Tell(IReadOnlyList<string> patterns, PathVerdict verdict)
    {
        var names = string.Join(", ", patterns);
        return verdict switch
        {
            { Changed: 0 } => "No file changed.",
            { Matches: false } => $"No changed file matches {names}.",
            { Changed: 1 } => $"The changed file matches {names}.",
            _ => $"{verdict.Counting} of {verdict.Changed} changed files match {names}.",
        };
    }
}
