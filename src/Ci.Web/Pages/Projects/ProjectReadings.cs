using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Dashboard;
using Ci.Web.Pages.Shared;
using Ci.Web.Pages.SlotView;

namespace Ci.Web.Pages.Projects;

/// <summary>Reads a project's page.</summary>
internal sealed class ProjectReadings(Records records, SlotReadings slots, BuildLines lines, ConsoleLinks links)
{
    public const int Few = 5, Many = 200;

    public ProjectView Of(Project project, bool all, Wall wall)
    {
        var facts = slots.Of(project, wall.Now);
        var builds = records.Builds.List(project.Id, all ? Many : BuildStrip.Most);
        var line = lines.Read();
        var row = ProjectRow.Of(project, builds, facts.Deployments, line, wall.Now);
        return new()
        {
            Project = project,
            Standing = row.Standing,
            Picture = SlotPicture.Of(facts, links.AppShort(project.Name), wall.ClockText),
            Builds = builds,
            Line = line,
            Deployments = facts.Deployments,
            Served = ServedTimeline.Of(facts.Deployments, wall.Now, wall.Zone),
            Offers = records.Offers.List(project.Id),
            Next = NextBuild.Of(project, wall.Now),
            All = all,
            LastFailure = Failure(builds, facts.Deployments),
        };
    }

    /// <summary>The last thing that went wrong, also when something went well since.</summary>
    private static Attention? Failure(IReadOnlyList<Build> builds, IReadOnlyList<Deployment> deployments)
    {
        var build = builds.FirstOrDefault(b => b.State == BuildState.Failed);
        var deployment = deployments.FirstOrDefault(d => d is { CanceledBy: null, State: DeploymentState.Failed or DeploymentState.RolledBack });
        if (deployment is not null && (build is null || deployment.FinishedAt > build.FinishedAt))
        {
            return new(
                Badges.Of(deployment), $"Deployment #{deployment.Number}, release #{deployment.ReleaseNumber}", $"{deployment.Reason} {deployment.NextAction}".Trim(),
                deployment.FinishedAt ?? deployment.QueuedAt, $"/projects/{deployment.Project}/deployments/{deployment.Number}");
        }

        return build is null ? null : new(
            Badges.Of(build), $"Build #{build.Number}", $"{build.Reason} {build.NextAction}".Trim(), build.FinishedAt ?? build.QueuedAt,
            $"/projects/{build.Project}/builds/{build.Number}", build);
    }
}
