using Ci.Jobs.Projects;

namespace Ci.Web.Pages.Projects;

/// <summary>Variables as lines of <c>NAME=value</c>. A value is taken exactly: spaces, quotes and = in it included.</summary>
internal static class VariableLines
{
    public static string Text(IReadOnlyDictionary<string, string> variables) =>
        string.Join('\n', variables.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <param name="field">Where errors belong.</param>
    /// <param name="text">Lines; empty ones are skipped.</param>
    /// <param name="errors">Gets one sentence for the first line that is wrong.</param>
    public static IReadOnlyDictionary<string, string> Read(string field, string? text, List<FieldError> errors)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in (text ?? "").Split('\n').Select(line => line.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0) continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? line : line[..equals];
            var problem = equals < 0 ? $"has no =: write NAME=value"
                : ProjectRules.EnvironmentVariable(field, name) is { } wrong ? wrong.Message
                : !variables.TryAdd(name, line[(equals + 1)..]) ? $"names {name} a second time"
                : null;
            if (problem is null) continue;
            errors.Add(new(field, problem.StartsWith("Variable", StringComparison.Ordinal) ? $"Line {number}: {problem}" : $"Line {number} {problem}."));
            break;
        }

        return variables;
    }
}
