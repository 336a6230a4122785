using Ci.Jobs.Deployments;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.SlotView;

/// <summary>One slot as the picture shows it.</summary>
internal sealed record SlotCard
{
    public required string Slot { get; init; }

    public required SlotRole Role { get; init; }

    public Deployment? Deployment { get; init; }

    /// <summary>"live since", before <see cref="At"/>.</summary>
    public string Verb { get; init; } = "";

    public DateTimeOffset? At { get; init; }

    public Look? Health { get; init; }

    public string HealthDetail { get; init; } = "";

    /// <summary>When the detail was seen; null when it has no time.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Good answers in a row so far; null where nothing is being checked.</summary>
    public int? Good { get; init; }

    public int Needed { get; init; }

    public Figure Requests { get; init; } = Figure.Nothing;

    public Figure Errors { get; init; } = Figure.Nothing;

    public string Word => Role switch
    {
        SlotRole.Live => "LIVE",
        SlotRole.Candidate => Deployment?.State == DeploymentState.RollingBack ? "ROLLING BACK" : "CANDIDATE",
        SlotRole.Previous => "PREVIOUS",
        SlotRole.Retired => "RETIRED",
        _ => "EMPTY",
    };

    public string Who => Deployment?.CommitAuthor ?? Deployment?.Actor ?? "";

    public string Name => Deployment is null ? Slot : $"{Slot} #{Deployment.ReleaseNumber}";
}
