using System.Globalization;

namespace Ci.Jobs.Projects;

/// <summary>The answers that count as healthy, written <c>200-399,401</c>.</summary>
public sealed class ExpectedCodes
{
    private readonly List<(int Low, int High)> _ranges = [];

    private ExpectedCodes() { }

    public bool Contains(int status) => _ranges.Exists(range => status >= range.Low && status <= range.High);

    /// <summary>Null when the text is not a list of codes and ranges from 100 to 599.</summary>
    public static ExpectedCodes? Read(string? text)
    {
        if (text is null or { Length: > 200 }) return null;
        var codes = new ExpectedCodes();
        foreach (var item in text.Split(','))
        {
            var ends = item.Trim(' ').Split('-');
            if (ends.Length > 2 || Code(ends[0]) is not { } low || Code(ends[^1]) is not { } high || low > high) return null;
            codes._ranges.Add((low, high));
        }
        return codes;
    }

    private static int? Code(string text) =>
        text.Length == 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599 ? code : null;
}
