using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary>Finds the release a rollback goes to, and starts it.</summary>
internal sealed class Rollbacks(ReleaseStore releases, DeploymentStore deployments, Work work)
{
    /// <summary>The release, or why there is none.</summary>
    /// <param name="project">Where.</param>
    /// <param name="number">The wanted release; null for the one that was live before.</param>
    public (Release? Release, ProblemHttpResult? Refusal) Target(Project project, int? number)
    {
        var live = deployments.Live(project.Id);
        var release = number is { } wanted ? releases.Find(project.Name, wanted)
            : RollbackRules.Earlier(live, deployments.List(project.Id, Limits.Most)) is { } earlier ? releases.Find(earlier.ReleaseId)
            : null;
        if (release is null)
        {
            return (null, number is null
                ? Problems.Conflict("NO_EARLIER_RELEASE", $"No other release of {project.Name} was live before. Push a corrected commit, or name a release.")
                : Problems.NotFound($"There is no release #{number} of {project.Name}. Its releases are at /api/projects/{project.Name}/releases."));
        }

        return release.Id == live?.ReleaseId
            ? (null, Problems.Conflict("RELEASE_IS_LIVE", $"Release #{release.Number} of {project.Name} is live already. Name another one."))
            : (release, null);
    }

    public Deployment Start(Release release, Actor actor) => work.RollBack(release, actor);
}
