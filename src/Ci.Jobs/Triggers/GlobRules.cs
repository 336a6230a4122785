namespace Ci.Jobs.Triggers;

/// <summary>
/// Patterns of paths, branches and tags. They are counted from the root (a leading <c>/</c> says the same), <c>*</c> stays within a part,
/// <c>**</c> crosses parts, and a path without a wildcard, or one with a closing slash, means everything below it too.
/// </summary>
public static class GlobRules
{
    private const int MaxLength = 300;
    private const int MaxWildcards = 8;

    /// <summary>Null when the pattern can be used; else the end of a sentence that begins with it.</summary>
    public static string? Problem(string pattern) => Body(pattern) switch
    {
        "" => "is empty",
        { Length: > MaxLength } => $"is longer than {MaxLength} characters",
        var body when body.Any(char.IsControl) => "contains a control character",
        var body when body.Contains('\\', StringComparison.Ordinal) => "contains a backslash: parts are separated by /",
        var body when body.AsSpan().ContainsAny('{', '}') => "contains braces, which have no meaning here: write one pattern for each",
        var body when body.Split('/') is var parts && parts.Any(part => part is "." or "..") => "contains a . or .. part",
        var body when body.TrimEnd('/').Contains("//", StringComparison.Ordinal) => "contains an empty part",
        var body when body.Split('/').Any(part => part.Contains("**", StringComparison.Ordinal) && part != "**") => "has ** beside other characters: it stands alone between slashes",
        var body when Wildcards(body) > MaxWildcards => $"has more than {MaxWildcards} wildcards",
        var body => Glob.Parse(body) is null ? "has an open or empty bracket" : null,
    };

    /// <summary>Whether a leading <c>!</c> turns it round.</summary>
    public static bool IsExclusion(string pattern) => pattern.StartsWith('!');

    /// <summary>A function that tells whether the path of a file matches, the exclusion mark apart. The pattern has no problem.</summary>
    public static Func<string, bool> OfPath(string pattern)
    {
        var body = Body(pattern).TrimEnd('/');
        if (IsPlain(body)) return path => path == body || path.StartsWith(body + "/", StringComparison.Ordinal);
        return Glob.Parse(Body(pattern).EndsWith('/') ? body + "/**" : body)!.IsMatch;
    }

    /// <summary>The same for a branch or tag, where a name without a wildcard means only itself.</summary>
    public static Func<string, bool> OfName(string pattern) => Body(pattern) is var body && IsPlain(body) ? name => name == body : Glob.Parse(body)!.IsMatch;

    private static bool IsPlain(string body) => body.AsSpan().IndexOfAny('*', '?', '[') < 0;

    private static string Body(string pattern) => (IsExclusion(pattern) ? pattern[1..] : pattern) is var body && body.StartsWith('/') ? body[1..] : body;

    // More than anybody means, and the time to match grows with each.
    private static int Wildcards(string body) => body.Replace("**", "*", StringComparison.Ordinal).Count(c => c is '*' or '?' or '[');
}
