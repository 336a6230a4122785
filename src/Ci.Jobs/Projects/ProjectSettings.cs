namespace Ci.Jobs.Projects;

/// <summary>Everything that decides how a commit is built and served. Copied into each build, so that a later edit changes no record.</summary>
public sealed record ProjectSettings
{
    public TriggerSettings Trigger { get; init; } = new();

    public BuildSettings Build { get; init; } = new();

    public RunSettings Run { get; init; } = new();

    public HealthSettings Health { get; init; } = new();

    public DeploySettings Deploy { get; init; } = new();
}
