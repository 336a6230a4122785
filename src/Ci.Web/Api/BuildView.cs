using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;

namespace Ci.Web.Api;

/// <summary>A build as the API shows it.</summary>
internal sealed record BuildView
{
    public required long Id { get; init; }

    public required string Project { get; init; }

    public required int Number { get; init; }

    public required BuildState State { get; init; }

    /// <summary>Why it ended, in one sentence.</summary>
    public string? Reason { get; init; }

    public string? NextAction { get; init; }

    /// <summary>What it waits for: its place in the project's line, or a worker; null when it does not wait.</summary>
    public string? WaitsFor { get; init; }

    public required BuildTrigger Trigger { get; init; }

    public required string Actor { get; init; }

    /// <summary>Name of the branch or tag; of a pull request its source branch.</summary>
    public required string Branch { get; init; }

    /// <summary>The full ref that is fetched.</summary>
    public required string Ref { get; init; }

    /// <summary>Whether it makes a release that goes live; a pull request's does not.</summary>
    public required bool Deploys { get; init; }

    public string? CommitHash { get; init; }

    public string? CommitMessage { get; init; }

    public string? CommitAuthor { get; init; }

    public long? DeliveryId { get; init; }

    public int? ExitCode { get; init; }

    public string? CanceledBy { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    /// <param name="build">The build.</param>
    /// <param name="line">Who waits and who runs.</param>
    public static BuildView Of(Build build, BuildLine line) => new()
    {
        Id = build.Id,
        Project = build.Project,
        Number = build.Number,
        State = build.State,
        Reason = build.Reason,
        NextAction = build.NextAction,
        WaitsFor = line.WaitsFor(build),
        Trigger = build.Trigger,
        Actor = build.Actor,
        Branch = build.Branch,
        Ref = build.Ref,
        Deploys = build.Deploys,
        CommitHash = build.CommitHash,
        CommitMessage = build.CommitMessage,
        CommitAuthor = build.CommitAuthor,
        DeliveryId = build.DeliveryId,
        ExitCode = build.ExitCode,
        CanceledBy = build.CanceledBy,
        QueuedAt = build.QueuedAt,
        StartedAt = build.StartedAt,
        FinishedAt = build.FinishedAt,
        Steps = build.Steps,
    };
}
