using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary>Puts what the JSON reader refused into a sentence under the field's name.</summary>
internal static partial class JsonProblems
{
    public static ProblemHttpResult Of(JsonException failure)
    {
        var path = (failure.Path ?? "$").TrimStart('$').TrimStart('.');
        if (Unknown().Match(failure.Message) is { Success: true } unknown)
        {
            var name = unknown.Groups["name"].Value;
            return Problems.Invalid(Under(path, name), $"There is no field \"{name}\" here: remove it, or check its spelling.");
        }

        if (Missing().Match(failure.Message) is { Success: true } missing)
        {
            return Problems.Invalid(Under(path, missing.Groups["name"].Value), $"The field {missing.Groups["name"].Value} is missing.");
        }

        if (Twice().Match(failure.Message) is { Success: true } twice)
        {
            return Problems.Invalid(Under(path, twice.Groups["name"].Value), $"The field {twice.Groups["name"].Value} is there twice.");
        }

        // What is no JSON at all comes from the reader below, wrapped.
        return path.Length > 0 && failure.InnerException is not JsonException
            ? Problems.Invalid(path, $"The value of {path} is of the wrong kind.")
            : Problems.Invalid("body", $"The body is not valid JSON at line {failure.LineNumber + 1 ?? 1}, byte {failure.BytePositionInLine ?? 0}.");
    }

    private static string Under(string path, string name) =>
        path.Length == 0 || path == name ? name
        : path.EndsWith("." + name, StringComparison.Ordinal) ? path
        : $"{path}.{name}";

    // The reader says it in words only.
    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unknown();

    [GeneratedRegex("^Duplicate property '(?<name>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Twice();

    [GeneratedRegex("missing required properties including: '(?<name>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();
}
