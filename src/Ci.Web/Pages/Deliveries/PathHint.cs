using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>A guess at what was meant by patterns that no changed file matches. Words between backticks are patterns.</summary>
internal static class PathHint
{
    /// <returns>Null when there is nothing to guess.</returns>
    public static string? Of(PathVerdict verdict)
    {
        if (verdict.Matches || verdict.Files.Count == 0) return null;
        if (verdict.Files.FirstOrDefault(file => file is { Included: not null, Excluded: not null }) is { } left)
            return $"{left.Path} matches `{left.Included}`, but `{left.Excluded}` leaves it out.";
        var wanted = verdict.Patterns.Where(pattern => GlobRules.Problem(pattern) is null && !GlobRules.IsExclusion(pattern)).ToList();
        return wanted.Select(pattern => Deeper(pattern, verdict.Files) ?? OtherCase(pattern, verdict.Files)).FirstOrDefault(hint => hint is not null);
    }

    // "docs" is the root's docs, and not services/api/docs.
    private static string? Deeper(string pattern, IReadOnlyList<PathMatch> files)
    {
        if (pattern.StartsWith("**/", StringComparison.Ordinal)) return null;
        var body = pattern.TrimStart('/');
        var anywhere = "**/" + (body.AsSpan().IndexOfAny('*', '?', '[') < 0 && !body.EndsWith('/') ? body + "/**" : body);
        if (GlobRules.Problem(anywhere) is not null) return null;
        var matches = GlobRules.OfPath(anywhere);
        var found = files.Where(file => matches(file.Path)).ToList();
        if (found.Count == 0) return null;
        var where = $"{Folder(found[0].Path)} lies outside {Root(body)}.";
        var count = Words.Count(found.Count, "file");
        return found.Find(file => file.Excluded is null) is null
            ? $"{where} With `{anywhere}` {count} would match, but `{found[0].Excluded}` leaves {(found.Count == 1 ? "it" : "them")} out."
            : $"{where} With `{anywhere}` {count} would match.";
    }

    private static string? OtherCase(string pattern, IReadOnlyList<PathMatch> files)
    {
        var matches = GlobRules.OfPath(pattern.ToUpperInvariant());
        return files.FirstOrDefault(file => matches(file.Path.ToUpperInvariant())) is { } file
            ? $"{file.Path} differs from `{pattern}` only in upper and lower case, which count."
            : null;
    }

    private static string Folder(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..(slash + 1)] : path;

    private static string Root(string body) => body.AsSpan().IndexOfAny('*', '?', '[') is var wild and >= 0
        ? body[..wild] is { Length: > 0 } start ? start : "the root"
        : body.TrimEnd('/') + "/";
}
