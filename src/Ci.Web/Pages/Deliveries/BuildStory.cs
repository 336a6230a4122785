using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>How the build of a delivery stands, in one line.</summary>
/// <param name="Look">Of the build, or of what became of its release.</param>
/// <param name="Text">Begins with its number.</param>
/// <param name="Href">Its page.</param>
internal sealed record BuildStory(Look Look, string Text, string Href)
{
    /// <param name="build">The build.</param>
    /// <param name="deployment">The last deployment of its release, if any.</param>
    /// <param name="ahead">The project's build that goes first, if any.</param>
    public static BuildStory Of(Build build, Deployment? deployment, Build? ahead)
    {
        var end = build.State switch
        {
            BuildState.Queued => ahead is null ? " waits for a worker" : $" starts after {ahead.Project} #{ahead.Number}",
            BuildState.Running => build.CanceledBy is null ? ", running" : ", canceling",
            BuildState.Succeeded => Deployed(deployment),
            _ => build.Reason is null ? $", {Badges.Of(build).Word.ToLowerInvariant()}" : $": {Words.Clause(build.Reason)}",
        };
        var look = build.State == BuildState.Succeeded && deployment is { State: not DeploymentState.Retired } ? Badges.Of(deployment) : Badges.Of(build);
        return new(look, $"Build #{build.Number}{end}", $"/projects/{build.Project}/builds/{build.Number}");
    }

    private static string Deployed(Deployment? deployment) => deployment?.State switch
    {
        null => ", succeeded",
        DeploymentState.RolledBack => $", then rolled back: {Words.Clause(deployment.Reason)}",
        DeploymentState.Failed => $", not deployed: {Words.Clause(deployment.Reason)}",
        DeploymentState.Retired => ", was live",
        _ => $", {Badges.Of(deployment).Word.ToLowerInvariant()}",
    };
}
