using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Dashboard;

/// <summary>One project on the dashboard.</summary>
internal sealed record ProjectRow
{
    public required Project Project { get; init; }

    public required ProjectStanding Standing { get; init; }

    public Deployment? Live { get; init; }

    public Build? LastBuild { get; init; }

    public Deployment? LastDeployment { get; init; }

    public required BuildStrip Strip { get; init; }

    public Sparkline? Line { get; init; }

    public TimeSpan? Usual { get; init; }

    /// <summary>Requests a second of the live release; null while it is not known.</summary>
    public double? PerSecond { get; init; }

    /// <param name="project">The project.</param>
    /// <param name="builds">Newest first.</param>
    /// <param name="deployments">Newest first.</param>
    /// <param name="line">Who waits and who runs.</param>
    /// <param name="now">Time of the reading.</param>
    public static ProjectRow Of(Project project, IReadOnlyList<Build> builds, IReadOnlyList<Deployment> deployments, BuildLine line, DateTimeOffset now)
    {
        var rolledBack = deployments.Where(d => d.State == DeploymentState.RolledBack).Select(d => d.ReleaseNumber).ToHashSet();
        var usual = Estimates.Usual(builds);
        return new()
        {
            Project = project,
            Standing = ProjectStanding.Of(project, builds, deployments, usual, now, line),
            Live = deployments.FirstOrDefault(d => d.State is DeploymentState.Switched or DeploymentState.Draining) ?? deployments.FirstOrDefault(d => d.State == DeploymentState.Live),
            LastBuild = builds.Count > 0 ? builds[0] : null,
            LastDeployment = deployments.Count > 0 ? deployments[0] : null,
            Strip = BuildStrip.Of(builds, rolledBack, now),
            Line = Sparkline.Of(Estimates.Successful(builds)),
            Usual = usual,
        };
    }
}
