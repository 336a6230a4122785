using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Web.Access;
using Ci.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/projects</c>.</summary>
internal static class ProjectsApi
{
    public static void MapProjects(this RouteGroupBuilder api)
    {
        var projects = api.MapGroup("/projects").WithTags("Projects");
        projects.MapGet("", List).WithSummary("All projects, by name");
        projects.MapPost("", Add).WithSummary("Adds a project").RequireAuthorization(Policies.Admin).ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);
        projects.MapGet("/{project}", Get).WithSummary("One project with its settings").ProducesProblem(StatusCodes.Status404NotFound);
        projects.MapPut("/{project}", Change).WithSummary("Replaces a project's settings; the next build uses them").RequireAuthorization(Policies.Admin).ProducesValidationProblem();
        projects.MapDelete("/{project}", Delete).WithSummary("Deletes a project with its containers, images, caches and logs").RequireAuthorization(Policies.Admin);
    }

    private static Ok<IEnumerable<ProjectView>> List(ProjectStore projects) => TypedResults.Ok(projects.List().Select(ProjectView.Of));

    private static Results<Ok<ProjectView>, ProblemHttpResult> Get(string project, ProjectStore projects) =>
        projects.Find(project) is { } found ? TypedResults.Ok(ProjectView.Of(found)) : Problems.NoProject(project);

    private static Results<Created<ProjectView>, ProblemHttpResult> Add(
        ProjectBody body, HttpContext context, ProjectStore projects, ActivityStore activity, ServerOptions options)
    {
        var errors = body.Check(body.Name, options.GitAllowHttp);
        if (errors.Count > 0) return Problems.Invalid(errors);

        var actor = Actor.Of(context);
        if (projects.Add(body.Name!, body.RepositoryUrl!, body.Branch, body.Settings, actor.Name) is not { } added)
        {
            return Problems.Conflict("PROJECT_EXISTS", $"There is a project \"{body.Name}\" already: choose another name, or change that one.");
        }

        activity.Add(actor, "Project.Added", added.Name, added.RepositoryUrl);
        return TypedResults.Created($"/api/projects/{added.Name}", ProjectView.Of(added));
    }

    private static Results<Ok<ProjectView>, ProblemHttpResult> Change(
        string project, ProjectBody body, HttpContext context, ProjectStore projects, ActivityStore activity, ServerOptions options)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        if (found.DeletingAt is not null) return Problems.Deleting(project);
        if (body.Name is not null && body.Name != project) return Problems.Invalid("name", "A project keeps its name: leave the name out, or add another project.");
        var errors = body.Check(project, options.GitAllowHttp);
        if (errors.Count > 0) return Problems.Invalid(errors);

        var changed = projects.Change(project, body.RepositoryUrl!, body.Branch, body.Settings)!;
        activity.Add(Actor.Of(context), "Project.Changed", project);
        return TypedResults.Ok(ProjectView.Of(changed));
    }

    private static Results<Accepted<ProjectView>, ProblemHttpResult> Delete(
        string project, HttpContext context, ProjectStore projects, PipelineSignal signal, ActivityStore activity)
    {
        if (projects.Find(project) is null) return Problems.NoProject(project);
        var actor = Actor.Of(context);
        projects.MarkDeleting(project, actor.Name);
        signal.Wake();
        activity.Add(actor, "Project.Deleted", project);
        return projects.Find(project) is { } deleting
            ? TypedResults.Accepted($"/api/projects/{project}", ProjectView.Of(deleting))
            : Problems.NoProject(project);
    }
}
