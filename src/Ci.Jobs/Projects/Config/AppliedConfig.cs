namespace Ci.Jobs.Projects.Config;

/// <summary>What comes out of a <c>.ci.yml</c>.</summary>
/// <param name="Settings">The project's, with the file's laid over them; untouched when there are errors.</param>
/// <param name="Keys">What the file sets, such as <c>build.command</c>, in its order.</param>
/// <param name="Errors">By place, the first 20; empty when the file can be used.</param>
public sealed record AppliedConfig(ProjectSettings Settings, IReadOnlyList<string> Keys, IReadOnlyList<ConfigError> Errors)
{
    /// <summary>How many errors there are beyond the listed ones.</summary>
    public int Unlisted { get; init; }
}
