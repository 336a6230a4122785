using System.Globalization;
using System.Text.RegularExpressions;

namespace Ci.Jobs.Projects;

public static partial class ProjectRules
{
    /// <summary><c>[registry[:port]/]name[:tag][@sha256:digest]</c>.</summary>
    public static FieldError? Image(string field, string? value) =>
        Verdict(field, value, "Image", ImageProblem(value ?? ""), "use registry/name:tag, such as \"node:20\" or \"registry.example.com/team/app:1.2\"");

    /// <summary>The path is asked of the candidate only, so nothing in it may name another host.</summary>
    public static FieldError? HealthPath(string field, string? value) =>
        Verdict(field, value, "Health path", HealthPathProblem(value ?? ""), "use a path of the application such as \"/health\"");

    public static FieldError? StatusCodes(string field, string? value) =>
        Verdict(field, value, "List of codes", value is { Length: <= 200 } && value.Split(',').All(IsCodeOrRange) ? null : "is not valid", "use codes and ranges from 100 to 599, such as \"200-399,401\"");

    private static string? ImageProblem(string image) =>
        image.Length > 500 ? "is longer than 500 characters"
        : ImageGrammar().Match(image) is not { Success: true } match ? "is not an image reference"
        : match.Groups["name"].Length > 255 ? "has a name longer than 255 characters"
        : match.Groups["port"] is { Success: true } port && int.Parse(port.ValueSpan, CultureInfo.InvariantCulture) is < 1 or > 65535 ? "has a registry port outside 1-65535"
        : null;

    private static string? HealthPathProblem(string value) =>
        value.Length > 2000 ? "is longer than 2000 characters"
        : !value.StartsWith('/') ? "does not start with /"
        : value.Any(c => c is <= ' ' or >= '\u007f') ? "contains a space, a control character or a character to be percent-encoded"
        : value.AsSpan().ContainsAny('\\', '#') ? "contains a backslash or a fragment"
        : value.Split('?', 2)[0] is var path && path.Contains("//", StringComparison.Ordinal) ? "contains //"
        : path.Contains('@', StringComparison.Ordinal) ? "contains @"
        : path.Split('/').Any(IsDots) ? "contains a . or .. part"
        : null;

    private static bool IsCodeOrRange(string item)
    {
        var ends = item.Trim(' ').Split('-');
        return ends.Length <= 2 && ends.All(IsCode) && string.CompareOrdinal(ends[0], ends[^1]) <= 0;
    }

    private static bool IsCode(string text) => text is [>= '1' and <= '5', _, _] && text.All(char.IsAsciiDigit);

    private static bool IsDots(string part) =>
        part.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..";

    private const string Part = "[a-z0-9]+(?:(?:[.]|_{1,2}|-+)[a-z0-9]+)*";
    private const string Label = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

    // A first part is a registry only with a dot or a port in it, or when it is "localhost"; otherwise it belongs to the name.
    [GeneratedRegex(
        $@"\A(?<name>(?:(?:localhost(?::(?<port>[0-9]{{1,5}}))?|{Label}(?:\.{Label})+(?::(?<port>[0-9]{{1,5}}))?|{Label}:(?<port>[0-9]{{1,5}})|\[[0-9A-Fa-f:]+\](?::(?<port>[0-9]{{1,5}}))?)/)?{Part}(?:/{Part})*)" +
        @"(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@sha256:[0-9a-f]{64})?\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImageGrammar();
}
