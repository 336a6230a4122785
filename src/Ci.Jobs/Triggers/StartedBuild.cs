namespace Ci.Jobs.Triggers;

/// <summary>A build that a delivery started.</summary>
public sealed record StartedBuild
{
    public required long Id { get; init; }

    public required string Project { get; init; }

    public required int Number { get; init; }
}
