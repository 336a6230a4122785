using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Dashboard;
using Ci.Web.Pages.SlotView;

namespace Ci.Web.Pages.Projects;

/// <summary>What a project's page shows.</summary>
internal sealed record ProjectView
{
    public required Project Project { get; init; }

    public required ProjectStanding Standing { get; init; }

    public required SlotPicture Picture { get; init; }

    public required IReadOnlyList<Build> Builds { get; init; }

    /// <summary>Who waits and who runs, of all projects.</summary>
    public required BuildLine Line { get; init; }

    public required IReadOnlyList<Deployment> Deployments { get; init; }

    /// <summary>Commits that wait for a decision.</summary>
    public required IReadOnlyList<Offer> Offers { get; init; }

    /// <summary>Null without a schedule.</summary>
    public NextBuild? Next { get; init; }

    public BuildMenu Menu { get; init; } = BuildMenu.Empty;

    public required ServedTimeline Served { get; init; }

    public required bool All { get; init; }

    public Attention? LastFailure { get; init; }

    public Deployment? Live => Deployments.FirstOrDefault(d => d.State is DeploymentState.Live);

    /// <summary>A release other than the live one that once went live: something to roll back to.</summary>
    public bool CanRollBack => Live is { } live && Deployments.Any(d => d.LiveAt is not null && d.ReleaseId != live.ReleaseId);
}
