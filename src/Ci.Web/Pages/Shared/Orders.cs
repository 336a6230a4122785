using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;

namespace Ci.Web.Pages.Shared;

/// <summary>What a person asks of the pipeline: a row first, then a wake.</summary>
internal sealed class Orders(Records records, PipelineSignal signal)
{
    public Build Build(Project project, string actor) => Woken(records.Builds.Add(project, new(BuildTrigger.Manual, actor, project.Branch)));

    /// <summary>Builds the same commit again, with the settings of now.</summary>
    public Build Rebuild(Project project, Build build, string actor) => Woken(records.Builds.Add(
        project, new(BuildTrigger.Rebuild, actor, build.Branch, build.CommitHash, build.CommitMessage, build.CommitAuthor)));

    public void Cancel(Build build, string actor) => Woken(records.Builds.Cancel(build, actor));

    public void Cancel(Deployment deployment, string actor) => Woken(records.Deployments.Cancel(deployment, actor));

    public Deployment Deploy(Release release, DeploymentKind kind, string actor) => Woken(records.Deployments.Add(release.ProjectId, new(release.Id, kind, actor)));

    public void Delete(Project project, string actor)
    {
        records.Projects.MarkDeleting(project.Name, actor);
        signal.Wake();
    }

    private T Woken<T>(T done)
    {
        signal.Wake();
        return done;
    }
}
