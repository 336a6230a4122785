using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Web.Access;

namespace Ci.Web.Api;

/// <summary>What people ask of the pipeline: the row first, then a wake for the dispatcher, and a line in the audit trail.</summary>
internal sealed class Work(BuildStore builds, DeploymentStore deployments, PipelineSignal signal, ActivityStore activity, BuildLines lines)
{
    public BuildStore Builds => builds;

    public DeploymentStore Deployments => deployments;

    public BuildLines Lines => lines;

    public Build Build(Project project, NewBuild build, Actor actor)
    {
        var added = builds.Add(project, build);
        signal.Wake();
        activity.Add(actor, "Build.Started", $"{added.Project} #{added.Number}", build.Commit ?? $"tip of {build.Branch}");
        return added;
    }

    /// <returns>False when it is over already.</returns>
    public bool Cancel(Build build, Actor actor) => Canceled(builds.Cancel(build, actor.Name), actor, "Build.Canceled", $"{build.Project} #{build.Number}");

    /// <returns>False when it is over or has the traffic already.</returns>
    public bool Cancel(Deployment deployment, Actor actor) =>
        Canceled(deployments.Cancel(deployment, actor.Name), actor, "Deployment.Canceled", $"{deployment.Project} deployment #{deployment.Number}");

    public Deployment RollBack(Release release, Actor actor)
    {
        var added = deployments.Add(release.ProjectId, new NewDeployment(release.Id, DeploymentKind.Rollback, actor.Name));
        signal.Wake();
        activity.Add(actor, "Deployment.RolledBack", $"{added.Project} deployment #{added.Number}", $"to release #{release.Number}");
        return added;
    }

    private bool Canceled(bool done, Actor actor, string action, string subject)
    {
        if (!done) return false;
        signal.Wake();
        activity.Add(actor, action, subject);
        return true;
    }
}
