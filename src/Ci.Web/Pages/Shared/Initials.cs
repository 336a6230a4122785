namespace Ci.Web.Pages.Shared;

internal static class Initials
{
    /// <summary>Two letters that stand for a person.</summary>
    public static string Of(string? name)
    {
        var words = (name ?? "").Split([' ', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "?",
            1 => words[0][..Math.Min(2, words[0].Length)].ToUpperInvariant(),
            _ => $"{words[0][0]}{words[^1][0]}".ToUpperInvariant(),
        };
    }
}
