using System.Buffers;
using System.Text;

namespace Ci.Jobs.Projects;

/// <summary>Which names git accepts for references and objects (<c>git help check-ref-format</c>).</summary>
public static class RefRules
{
    private const int MaxLength = 250;
    private static readonly SearchValues<char> Refused = SearchValues.Create(" ~^:?*[\\");

    /// <summary>Null when git takes the name, with or without <c>refs/</c> before it; else the end of a sentence that begins with the name.</summary>
    public static string? Problem(string name) =>
        name.Length == 0 ? "is empty"
        : name.Length > MaxLength ? $"is longer than {MaxLength} characters"
        : name == "@" ? "is @ alone"
        : name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar) ? "contains a control character or broken text"
        : name.AsSpan().IndexOfAny(Refused) is var at and >= 0 ? $"contains {Named(name[at])}"
        : name.Contains("..", StringComparison.Ordinal) ? "contains two dots in a row"
        : name.Contains("@{", StringComparison.Ordinal) ? "contains @{"
        : name[^1] == '.' ? "ends with a dot"
        : name.Split('/').Any(part => part.Length == 0) ? "has an empty part between slashes"
        : name.Split('/').Any(part => part[0] == '.') ? "has a part that starts with a dot"
        : name.Split('/').Any(part => part.EndsWith(".lock", StringComparison.Ordinal)) ? "has a part that ends with .lock"
        : null;

    /// <summary>A whole object id: 40 hex digits, or 64 in a SHA-256 repository. Abbreviations and names are none.</summary>
    public static bool IsCommit(string? text) => text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit);

    private static string Named(char c) => c == ' ' ? "a space" : c.ToString();
}
