using System.Globalization;

namespace Ci.Jobs.Projects.Config;

/// <summary>Lays the keys of one document over a project's settings and gathers what is wrong with them.</summary>
/// <param name="project">The settings below, which are also the most that limits may be.</param>
/// <param name="limited">False where no project is known, so that its limits are not either.</param>
internal sealed class ConfigOverlay(ProjectSettings project, bool limited)
{
    private readonly Dictionary<string, ConfigNode> places = new(StringComparer.Ordinal);
    private readonly List<string> keys = [];
    private readonly ProjectSettings below = project;
    private ProjectSettings settings = project;

    public List<ConfigError> Errors { get; } = [];

    public AppliedConfig Result => Errors.Count == 0 ? new(settings, keys, []) : new(below, [], Errors);

    public void Lay(ConfigNode.Map root)
    {
        foreach (var (name, node) in root.Entries)
        {
            if (name.Text == "version") Version(node);
            else if (!ConfigKeys.Sections.Contains(name.Text, StringComparer.Ordinal)) Errors.Add(name.Error(UnknownSection(name.Text)));
            else if (node is ConfigNode.Map section) Section(name, section);
            else if (node is not ConfigNode.Scalar { IsNull: true }) Errors.Add(node.Error($"{name.Text} must be a section with keys below it, indented."));
        }

        Validate();
    }

    private void Version(ConfigNode node)
    {
        if (node is not ConfigNode.Scalar { Plain: true, Text: "1" }) Errors.Add(node.Error("version must be 1, the only one there is."));
    }

    private void Section(ConfigNode.Scalar section, ConfigNode.Map entries)
    {
        places[section.Text] = section;
        foreach (var (name, node) in entries.Entries)
        {
            if (ConfigKeys.Find(section.Text, name.Text) is not { } key)
            {
                Errors.Add(name.Error(UnknownKey(section.Text, name.Text)));
                continue;
            }

            places[key.Path] = node;
            if (ConfigValueRules.Read(key, node, Errors) is not { } value) continue;
            settings = key.Set(settings, value);
            keys.Add(key.Path);
            if (Exceeded(key) is { } exceeded) Errors.Add(node.Error(exceeded));
        }
    }

    // No administrator can raise what is out of range for every project; the range is told instead.
    private string? Exceeded(ConfigKey key) =>
        limited && key.Limit is { } limit && limit(settings) > limit(below) && !ProjectValidation.Check(settings).Any(error => error.Field == "settings." + key.Path)
            ? string.Create(CultureInfo.InvariantCulture,
                $"{key.Path} is {limit(settings)}, and the project allows {limit(below)} {key.Unit}: lower it, or let an administrator raise it in the project's settings.")
            : null;

    // What a misspelled key would have set must not be reported as missing, so other keys count only when all could be read; and what
    // was wrong with the project before is not the commit's fault.
    private void Validate()
    {
        var read = Errors.Count == 0;
        var before = ProjectValidation.Check(below);
        var reported = Errors.Select(error => (error.Line, error.Column)).ToHashSet();
        foreach (var error in ProjectValidation.Check(settings))
        {
            var field = error.Field["settings.".Length..];
            var written = places.ContainsKey(field);
            if (!written && (!read || before.Contains(error))) continue;
            var found = Place(field, error.Message).Error($"{field}: {error.Message}");
            if (!reported.Contains((found.Line, found.Column))) Errors.Add(found);
        }
    }

    private ConfigNode Place(string field, string message) =>
        !places.TryGetValue(field, out var node) ? places.GetValueOrDefault(field.Split('.')[0]) ?? places.GetValueOrDefault("build.way") ?? new ConfigNode.Scalar(1, 1, "", Plain: true)
        : node is ConfigNode.List list ? list.Items.FirstOrDefault(item => item is ConfigNode.Scalar text && message.Contains($"\"{ProjectRules.Shown(text.Text)}\"", StringComparison.Ordinal)) ?? node
        : node;

    private static string UnknownSection(string name) =>
        ConfigKeys.ProjectOnly.Contains(name, StringComparer.Ordinal) ? $"{name} is not for the repository to say: it is set in the project's settings."
        : SpellingRules.Nearest(name, ConfigKeys.Sections.Append("version")) is { } near ? $"there is no section \"{ProjectRules.Shown(name)}\": did you mean \"{near}\"?"
        : Elsewhere(name) is { Length: > 0 } sections ? $"there is no section \"{ProjectRules.Shown(name)}\": the key {name} belongs below {sections}."
        : $"there is no section \"{ProjectRules.Shown(name)}\": use {string.Join(", ", ConfigKeys.Sections)}.";

    private static string UnknownKey(string section, string name) =>
        ConfigKeys.ProjectOnly.Contains($"{section}.{name}", StringComparer.Ordinal) ? $"{section}.{name} is not for the repository to say: it is set in the project's settings."
        : SpellingRules.Nearest(name, ConfigKeys.NamesIn(section)) is { } near ? $"there is no key \"{ProjectRules.Shown(name)}\" in {section}: did you mean \"{near}\"?"
        : Elsewhere(name) is { Length: > 0 } sections ? $"there is no key \"{ProjectRules.Shown(name)}\" in {section}: it belongs below {sections}."
        : $"there is no key \"{ProjectRules.Shown(name)}\" in {section}: use {string.Join(", ", ConfigKeys.NamesIn(section))}.";

    private static string Elsewhere(string name) => string.Join(" or ", ConfigKeys.All.Where(key => key.Name == name).Select(key => key.Section));
}
