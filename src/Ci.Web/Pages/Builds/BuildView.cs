using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Releases;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Builds;

/// <summary>What a build's page shows, its log aside.</summary>
internal sealed record BuildView
{
    public required Build Build { get; init; }

    public Release? Release { get; init; }

    public required IReadOnlyList<Deployment> Deployments { get; init; }

    public Deployment? Live { get; init; }

    public TimeSpan? Usual { get; init; }

    public BuildProgress? Progress { get; init; }

    /// <summary>What it waits for; null when it does not wait.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The verdict on the push it came of; null for a build that no push started.</summary>
    public ProjectVerdict? Verdict { get; init; }

    public bool CanCancel => Build.CanceledBy is null && BuildRules.IsOpen(Build.State);

    /// <summary>What became of the release last.</summary>
    public Deployment? LastDeployment => Deployments.Count > 0 ? Deployments[0] : null;

    public static BuildView Of(Build build, Records records, BuildLine line, DateTimeOffset now)
    {
        var usual = Estimates.Usual(records.Builds.List(build.ProjectId, BuildStrip.Most).Where(other => other.Number != build.Number));
        return new()
        {
            Build = build,
            Release = records.Releases.Find(build.Project, build.Number),
            Deployments = records.Deployments.OfRelease(build.Project, build.Number),
            Live = records.Deployments.Live(build.ProjectId),
            Usual = usual,
            Progress = BuildProgress.Of(build, usual, now),
            Verdict = build.DeliveryId is null ? null : records.Deliveries.VerdictOf(build.Id),
            WaitsFor = line.WaitsFor(build),
        };
    }
}
