using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Deployments;

/// <summary>The act of making a release live; numbered per project.</summary>
public sealed record Deployment
{
    public required long Id { get; init; }

    public required long ProjectId { get; init; }

    public required string Project { get; init; }

    public required string Environment { get; init; }

    public required int Number { get; init; }

    public required long ReleaseId { get; init; }

    /// <summary>Number of the release and of the build that made it.</summary>
    public required int ReleaseNumber { get; init; }

    public string? CommitHash { get; init; }

    public string? CommitMessage { get; init; }

    public string? CommitAuthor { get; init; }

    public required DeploymentKind Kind { get; init; }

    public required string Actor { get; init; }

    public required DeploymentState State { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary><c>blue</c> or <c>green</c>; null until it starts.</summary>
    public string? Slot { get; init; }

    /// <summary>Name of the slot's container.</summary>
    public string? Container { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    /// <summary>The deployment that was live when this one switched.</summary>
    public long? PreviousId { get; init; }

    public string? Reason { get; init; }

    public string? NextAction { get; init; }

    /// <summary>Last lines of the container of a deployment that did not go well.</summary>
    public string? LastOutput { get; init; }

    public SwitchReport? Traffic { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? ContainerStartedAt { get; init; }

    public DateTimeOffset? SwitchedAt { get; init; }

    public DateTimeOffset? LiveAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Its container is kept running until then, so that traffic can go back to it.</summary>
    public DateTimeOffset? WarmUntil { get; init; }

    public string? CanceledBy { get; init; }

    public string? Owner { get; init; }

    public long Fence { get; init; }

    public int Attempts { get; init; }

    public string? ParentStorage { get; init; }

    public string? ParentJob { get; init; }

    public string? JobStorage { get; init; }

    public string? JobId { get; init; }

    public string? ShortCommit => CommitHash?[..7];
}
