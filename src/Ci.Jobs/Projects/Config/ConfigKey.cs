namespace Ci.Jobs.Projects.Config;

/// <summary>A key that a commit may set.</summary>
/// <param name="Section">Such as <c>build</c>.</param>
/// <param name="Name">Such as <c>timeoutSeconds</c>, as in the settings' JSON.</param>
/// <param name="Kind">What may stand behind it.</param>
/// <param name="Set">Lays a value over settings.</param>
internal sealed record ConfigKey(string Section, string Name, ConfigKind Kind, Func<ProjectSettings, ConfigValue, ProjectSettings> Set)
{
    /// <summary>Reads the value of which the project's is the most; null when the key is no limit.</summary>
    public Func<ProjectSettings, double>? Limit { get; init; }

    /// <summary>Of a limit, for people.</summary>
    public string Unit { get; init; } = "";

    public string Path => $"{Section}.{Name}";
}
