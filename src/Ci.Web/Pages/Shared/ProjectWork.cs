using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Jobs.Triggers;
using Ci.Web.Access;
using Ci.Web.Api;

namespace Ci.Web.Pages.Shared;

/// <summary>What a person asks for on a page, in the words of the API, with its line in the audit trail.</summary>
internal sealed class ProjectWork(Records records, Work work, PipelineSignal signal, HeadWatch watch, ActivityStore activity)
{
    public Build Build(Project project, BuildBody wanted, Actor actor) => work.Build(project, wanted.For(project, actor.Name, requestKey: null), actor);

    /// <summary>Builds the same commit again, with the settings of now.</summary>
    public Build Rebuild(Project project, Build build, Actor actor) => work.Build(project, NewBuild.Again(build, actor.Name), actor);

    public void Cancel(Build build, Actor actor) => work.Cancel(build, actor);

    public void Cancel(Deployment deployment, Actor actor) => work.Cancel(deployment, actor);

    public Deployment RollBack(Release release, Actor actor) => work.RollBack(release, actor);

    /// <summary>Looks for commits that no webhook told; where that fails the project keeps the reason.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> CheckAsync(Project project, Actor actor, CancellationToken stop)
    {
        try
        {
            var missed = await watch.LookAsync(project, grace: TimeSpan.Zero, stop);
            activity.Add(actor, "Project.Checked", project.Name, $"{missed.Count} missed");
            return missed.Count;
        }
        catch (PipelineException)
        {
            return 0;
        }
    }

    /// <returns>Null when the name is taken.</returns>
    public Project? Add(ProjectInput input, Actor actor)
    {
        var added = records.Projects.Add(input.Name, input.Repository, input.Branch, input.Settings, actor.Name);
        if (added is not null) activity.Add(actor, "Project.Added", added.Name, added.RepositoryUrl);
        return added;
    }

    public void Change(ProjectInput input, Actor actor)
    {
        records.Projects.Change(input.Name, input.Repository, input.Branch, input.Settings);
        activity.Add(actor, "Project.Changed", input.Name);
    }

    public void Delete(Project project, Actor actor)
    {
        records.Projects.MarkDeleting(project.Name, actor.Name);
        signal.Wake();
        activity.Add(actor, "Project.Deleted", project.Name);
    }
}
