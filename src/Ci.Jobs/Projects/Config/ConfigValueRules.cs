using System.Globalization;
using System.Text.RegularExpressions;

namespace Ci.Jobs.Projects.Config;

/// <summary>Reads what stands behind a key.</summary>
internal static partial class ConfigValueRules
{
    /// <summary>The value; null when it is of the wrong kind, which is then among the errors.</summary>
    public static ConfigValue? Read(ConfigKey key, ConfigNode node, List<ConfigError> errors)
    {
        var before = errors.Count;
        var value = key.Kind switch
        {
            ConfigKind.List => new ConfigValue { List = Texts(key.Path, node, errors) },
            ConfigKind.Variables => new ConfigValue { Variables = Variables(key.Path, node, errors) },
            ConfigKind.Script when node is ConfigNode.List lines => new ConfigValue { Text = string.Join('\n', Texts(key.Path, lines, errors)) },
            _ when node is ConfigNode.Scalar scalar => Single(key, scalar, errors),
            _ => Wrong(key, node, errors),
        };
        return errors.Count == before ? value : null;
    }

    private static ConfigValue Single(ConfigKey key, ConfigNode.Scalar scalar, List<ConfigError> errors)
    {
        switch (key.Kind)
        {
            case ConfigKind.OptionalText or ConfigKind.Script when scalar.IsNull:
                return default;
            case ConfigKind.Text or ConfigKind.OptionalText when !scalar.IsNull:
                return new() { Text = scalar.Text };
            case ConfigKind.Script:
                return new() { Text = scalar.Text.TrimEnd('\n') };
            case ConfigKind.Whole when scalar.Plain && WholeNumber().IsMatch(scalar.Text):
                if (int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return new() { Whole = whole };
                errors.Add(scalar.Error($"{key.Path} is {ProjectRules.Shown(scalar.Text)}, which is far out of range."));
                return default;
            case ConfigKind.Number when scalar.Plain && AnyNumber().IsMatch(scalar.Text)
                && double.Parse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture) is var number && double.IsFinite(number):
                return new() { Number = number };
            case ConfigKind.Flag when scalar is { Plain: true, Text: "true" or "True" or "TRUE" or "false" or "False" or "FALSE" }:
                return new() { Flag = scalar.Text[0] is 't' or 'T' };
            case ConfigKind.Way when Enum.GetNames<BuildWay>().Contains(scalar.Text, StringComparer.Ordinal):
                return new() { Way = Enum.Parse<BuildWay>(scalar.Text) };
            default:
                return Wrong(key, scalar, errors);
        }
    }

    private static List<string> Texts(string path, ConfigNode node, List<ConfigError> errors)
    {
        if (node is ConfigNode.Scalar { IsNull: false } one) return [one.Text];
        if (node is not ConfigNode.List list)
        {
            errors.Add(node.Error($"{path} must be a list or one text, not {Named(node)}."));
            return [];
        }

        var texts = new List<string>();
        foreach (var item in list.Items)
        {
            if (item is ConfigNode.Scalar { IsNull: false } text) texts.Add(text.Text);
            else errors.Add(item.Error($"an entry of {path} must be a text, not {Named(item)}."));
        }

        return texts;
    }

    private static Dictionary<string, string> Variables(string path, ConfigNode node, List<ConfigError> errors)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node is not ConfigNode.Map map)
        {
            errors.Add(node.Error($"{path} must be a map of names and values, not {Named(node)}."));
            return variables;
        }

        foreach (var (name, value) in map.Entries)
        {
            if (ProjectRules.EnvironmentVariable(path, name.Text) is { } refused) errors.Add(name.Error($"{path}: {refused.Message}"));
            else if (value is ConfigNode.Scalar { IsNull: false } text) variables[name.Text] = text.Text;
            else if (value is ConfigNode.Scalar) errors.Add(value.Error($"the value of {name.Text} is missing: use \"\" for an empty one."));
            else errors.Add(value.Error($"the value of {name.Text} must be a text, not {Named(value)}."));
        }

        return variables;
    }

    private static ConfigValue Wrong(ConfigKey key, ConfigNode node, List<ConfigError> errors)
    {
        var wanted = key.Kind switch
        {
            ConfigKind.Whole => "a whole number",
            ConfigKind.Number => "a number",
            ConfigKind.Flag => "true or false",
            ConfigKind.Way => string.Join(" or ", Enum.GetNames<BuildWay>()),
            ConfigKind.Script => "a text or a list of lines",
            _ => "a text",
        };
        errors.Add(node.Error($"{key.Path} must be {wanted}, not {Named(node)}."));
        return default;
    }

    private static string Named(ConfigNode node) => node switch
    {
        ConfigNode.List => "a list",
        ConfigNode.Map => "a map",
        ConfigNode.Scalar { IsNull: true } => "empty",
        ConfigNode.Scalar scalar => $"\"{ProjectRules.Shown(scalar.Text)}\"",
        _ => "this",
    };

    // 010 is eight to some readers of YAML and ten to others.
    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyNumber();
}
