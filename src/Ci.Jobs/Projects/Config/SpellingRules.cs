namespace Ci.Jobs.Projects.Config;

/// <summary>Guesses which word was meant.</summary>
internal static class SpellingRules
{
    private const int Longest = 40;

    /// <summary>The nearest of the words; null when none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> words)
    {
        if (written.Length is 0 or > Longest) return null;
        var plain = Plain(written);
        var (word, distance) = words.Select(word => (word, Distance(plain, Plain(word)))).MinBy(pair => pair.Item2);
        return word is not null && distance <= Math.Max(1, Math.Min(plain.Length, word.Length) / 3) ? word : null;
    }

    // timeout_seconds, timeout-seconds and TimeoutSeconds all mean timeoutSeconds.
    private static string Plain(string word) => word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Letters to add, leave out, change or swap with their neighbor.</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
