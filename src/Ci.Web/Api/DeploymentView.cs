using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;

namespace Ci.Web.Api;

/// <summary>A deployment as the API shows it.</summary>
internal sealed record DeploymentView
{
    public required long Id { get; init; }

    public required string Project { get; init; }

    public required int Number { get; init; }

    /// <summary>The release, and the build that made it: they share the number.</summary>
    public required int BuildNumber { get; init; }

    public required DeploymentKind Kind { get; init; }

    public required DeploymentState State { get; init; }

    /// <summary>Why it ended, in one sentence.</summary>
    public string? Reason { get; init; }

    public string? NextAction { get; init; }

    /// <summary><c>blue</c> or <c>green</c>; null until it starts.</summary>
    public string? Slot { get; init; }

    public required string Actor { get; init; }

    public string? CommitHash { get; init; }

    public string? CommitMessage { get; init; }

    public string? CommitAuthor { get; init; }

    public string? CanceledBy { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? SwitchedAt { get; init; }

    public DateTimeOffset? LiveAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? WarmUntil { get; init; }

    /// <summary>What the switch meant for requests under way.</summary>
    public SwitchReport? Traffic { get; init; }

    /// <summary>Last lines of the container of a deployment that did not go well.</summary>
    public string? LastOutput { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Health requests, oldest first; only where one deployment is asked for.</summary>
    public IReadOnlyList<Probe>? Probes { get; init; }

    public static DeploymentView Of(Deployment deployment) => new()
    {
        Id = deployment.Id,
        Project = deployment.Project,
        Number = deployment.Number,
        BuildNumber = deployment.ReleaseNumber,
        Kind = deployment.Kind,
        State = deployment.State,
        Reason = deployment.Reason,
        NextAction = deployment.NextAction,
        Slot = deployment.Slot,
        Actor = deployment.Actor,
        CommitHash = deployment.CommitHash,
        CommitMessage = deployment.CommitMessage,
        CommitAuthor = deployment.CommitAuthor,
        CanceledBy = deployment.CanceledBy,
        QueuedAt = deployment.QueuedAt,
        StartedAt = deployment.StartedAt,
        SwitchedAt = deployment.SwitchedAt,
        LiveAt = deployment.LiveAt,
        FinishedAt = deployment.FinishedAt,
        WarmUntil = deployment.WarmUntil,
        Traffic = deployment.Traffic,
        LastOutput = deployment.LastOutput,
        Steps = deployment.Steps,
    };
}
