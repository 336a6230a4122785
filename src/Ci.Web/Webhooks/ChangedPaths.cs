using System.Buffers;

namespace Ci.Web.Webhooks;

/// <summary>Reads the files a payload says were changed. What is no path below the repository's root is left out: a missing file proves nothing.</summary>
internal static class ChangedPaths
{
    private const int MaxPaths = 3000;
    private const int MaxLength = 1000;
    private static readonly SearchValues<char> Control = SearchValues.Create([.. Enumerable.Range(0, 0xa0).Select(code => (char)code).Where(char.IsControl)]);
    private static readonly string[] Lists = ["added", "modified", "removed"];

    /// <summary>Of <c>commits[]</c>, as GitHub, Gitea and GitLab write them.</summary>
    public static IReadOnlyList<string> OfCommits(Payload payload) => Of(payload.Items("commits").SelectMany(Texts));

    public static IReadOnlyList<string> Of(IEnumerable<string> texts) =>
        [.. texts.Where(IsPath).Distinct(StringComparer.Ordinal).Take(MaxPaths)];

    private static IEnumerable<string> Texts(Payload commit)
    {
        foreach (var list in Lists)
        {
            foreach (var text in commit.Texts(list)) yield return text;
        }
    }

    private static bool IsPath(string text) =>
        text.Length is > 0 and <= MaxLength
        && !text.AsSpan().ContainsAny(Control)
        && !HasOddPart(text);

    private static bool HasOddPart(ReadOnlySpan<char> path)
    {
        foreach (var part in path.Split('/'))
        {
            if (path[part] is "" or "." or "..") return true;
        }

        return false;
    }
}
