using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ci.Jobs.Projects.Config;

/// <summary>
/// Reads one YAML document into nodes. What makes YAML dangerous or surprising is refused: aliases, anchors, tags, a key twice, more
/// than one document, depth. The document comes from a stranger, so it is read event by event and never further than the first refusal.
/// </summary>
internal sealed class ConfigYaml(string text)
{
    private const int MaxDepth = 6;
    private readonly Parser parser = new(new Scanner(new StringReader(text), skipComments: true));
    private readonly List<ConfigError> errors = [];

    /// <summary>The root; null when the document holds nothing, or nothing that can be read.</summary>
    public static ConfigNode? Read(string text, out IReadOnlyList<ConfigError> errors)
    {
        var yaml = new ConfigYaml(text);
        errors = yaml.errors;
        try
        {
            return yaml.Document();
        }
        catch (YamlException broken)
        {
            yaml.Refuse(broken.Start, $"this is not valid YAML, {FirstLower(broken.Message.TrimEnd('.'))}.");
            return null;
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or FormatException or ArithmeticException or IndexOutOfRangeException)
        {
            // The parser's own faults; "[a\n}" is one of several texts it trips over instead of refusing them.
            yaml.Refuse(yaml.parser.Current?.End ?? default, "this is not valid YAML: look for a bracket or quote that is not closed.");
            return null;
        }
    }

    private ConfigNode? Document()
    {
        parser.MoveNext();
        parser.MoveNext();
        if (parser.Current is not DocumentStart) return null;
        parser.MoveNext();
        var root = Node(0);
        if (root is null) return null;
        parser.MoveNext();
        parser.MoveNext();
        if (parser.Current is DocumentStart second) Refuse(second.Start, "a second document starts here: keep everything in one.");
        return root;
    }

    // Null ends the reading: the rest is not to be trusted.
    private ConfigNode? Node(int depth)
    {
        var at = parser.Current!;
        if (at is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias) return Refuse(at.Start, "anchors and aliases (& and *) are not allowed: write the value out.");
        if (at is NodeEvent { Tag.IsEmpty: false }) return Refuse(at.Start, "tags (!) are not allowed: remove it.");
        if (depth > MaxDepth) return Refuse(at.Start, $"this is nested deeper than {MaxDepth} levels, and no key needs that.");
        return at switch
        {
            Scalar scalar => Scalar(scalar),
            SequenceStart => List(at.Start, depth),
            MappingStart => Map(at.Start, depth),
            _ => Refuse(at.Start, "this is not valid YAML."),
        };
    }

    private static ConfigNode.Scalar Scalar(Scalar scalar) => new(Line(scalar.Start), Column(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);

    private ConfigNode.List? List(Mark start, int depth)
    {
        var items = new List<ConfigNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            if (Node(depth + 1) is not { } item) return null;
            items.Add(item);
        }

        return new(Line(start), Column(start), items);
    }

    private ConfigNode.Map? Map(Mark start, int depth)
    {
        var entries = new List<KeyValuePair<ConfigNode.Scalar, ConfigNode>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            if (Node(depth + 1) is not { } key) return null;
            if (key is not ConfigNode.Scalar name)
            {
                errors.Add(key.Error("a key must be a plain word, not a list or a map."));
                return null;
            }

            parser.MoveNext();
            if (Node(depth + 1) is not { } value) return null;
            if (seen.Add(name.Text)) entries.Add(new(name, value));
            else errors.Add(name.Error($"the key \"{ProjectRules.Shown(name.Text)}\" is there twice: remove one."));
        }

        return new(Line(start), Column(start), entries);
    }

    private ConfigNode? Refuse(Mark at, string message)
    {
        errors.Add(new(Line(at), Column(at), message));
        return null;
    }

    private static int Line(Mark mark) => (int)mark.Line;

    private static int Column(Mark mark) => (int)mark.Column;

    private static string FirstLower(string text) => text.Length == 0 ? "it cannot be read" : char.ToLower(text[0], CultureInfo.InvariantCulture) + text[1..];
}
