using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Builds;

/// <summary>One run that turns a commit into a release; numbered per project.</summary>
public sealed record Build
{
    public required long Id { get; init; }

    public required long ProjectId { get; init; }

    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    public required string RepositoryUrl { get; init; }

    public required string Environment { get; init; }

    public required int Number { get; init; }

    public long? DeliveryId { get; init; }

    public required BuildTrigger Trigger { get; init; }

    public required string Actor { get; init; }

    /// <summary>Name of the branch or tag, as people write it; of a pull request its source branch.</summary>
    public required string Branch { get; init; }

    /// <summary>The full ref that is fetched.</summary>
    public required string Ref { get; init; }

    /// <summary>Whether it makes a release that goes live; a pull request's does not.</summary>
    public required bool Deploys { get; init; }

    /// <summary>Full hash; null until the tip has been looked up.</summary>
    public string? CommitHash { get; init; }

    public string? CommitMessage { get; init; }

    public string? CommitAuthor { get; init; }

    public required ProjectSettings Settings { get; init; }

    /// <summary>The project's settings, where those of the commit's own configuration were laid over them.</summary>
    public ProjectSettings? ProjectSettings { get; init; }

    public required BuildState State { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Why it ended, in one sentence.</summary>
    public string? Reason { get; init; }

    public string? NextAction { get; init; }

    public int? ExitCode { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Who asked for it to stop; set before it has stopped.</summary>
    public string? CanceledBy { get; init; }

    public string? Owner { get; init; }

    public long Fence { get; init; }

    public int Attempts { get; init; }

    public string? JobStorage { get; init; }

    public string? JobId { get; init; }

    /// <summary>First seven characters of the commit, as people write it.</summary>
    public string? ShortCommit => CommitHash?[..7];
}
