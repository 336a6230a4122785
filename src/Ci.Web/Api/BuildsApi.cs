using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/projects/{project}/builds</c> and <c>/api/builds/{id}</c>.</summary>
internal static class BuildsApi
{
    public static void MapBuilds(this RouteGroupBuilder api)
    {
        var builds = api.MapGroup("/projects/{project}/builds").WithTags("Builds").ProducesProblem(StatusCodes.Status404NotFound);
        builds.MapGet("", List).WithSummary("The project's builds, newest first");
        builds.MapPost("", Add).WithSummary("Builds a commit, or the tip of a branch or tag; a second request with the same Idempotency-Key gives the first one's build").RequireAuthorization(Policies.Deployer).ProducesValidationProblem();
        builds.MapGet("/{number:int}", Get).WithSummary("One build with its steps");
        builds.MapPost("/{number:int}/cancel", Cancel).WithSummary("Stops a waiting or running build").RequireAuthorization(Policies.Deployer);
        builds.MapPost("/{number:int}/rebuild", Rebuild).WithSummary("Builds the same commit again, with the settings of now").RequireAuthorization(Policies.Deployer);

        var byId = api.MapGroup("/builds").WithTags("Builds").ProducesProblem(StatusCodes.Status404NotFound);
        byId.MapGet("/{id:long}", GetById).WithSummary("One build by its id");
        byId.MapGet("/{id:long}/logs", LogsApi.OfBuild).WithSummary("The build's log as text, as far as it is written").Produces<string>(contentType: "text/plain");
    }

    private static Results<Ok<IEnumerable<BuildView>>, ProblemHttpResult> List(string project, int? limit, int? offset, ProjectStore projects, BuildStore builds, BuildLines lines)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        var line = lines.Read();
        return TypedResults.Ok(builds.List(found.Id, Limits.Clamp(limit), Limits.From(offset)).Select(build => BuildView.Of(build, line)));
    }

    private static Results<Ok<BuildView>, ProblemHttpResult> Get(string project, int number, BuildStore builds, BuildLines lines) =>
        builds.Find(project, number) is { } build ? TypedResults.Ok(BuildView.Of(build, lines.Read())) : NoBuild(project, number);

    private static Results<Ok<BuildView>, ProblemHttpResult> GetById(long id, BuildStore builds, BuildLines lines) =>
        builds.Find(id) is { } build ? TypedResults.Ok(BuildView.Of(build, lines.Read())) : Problems.NotFound($"There is no build with the id {id}.");

    private static Results<Accepted<BuildView>, ProblemHttpResult> Add(string project, BuildBody? body, HttpContext context, ProjectStore projects, Work work)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        if (found.DeletingAt is not null) return Problems.Deleting(project);
        var wanted = body ?? new BuildBody();
        var key = context.Request.Headers["Idempotency-Key"] is { Count: > 0 } keys ? keys.ToString() : null;
        var errors = wanted.Check(key);
        if (errors.Count > 0) return Problems.Invalid(errors);

        var actor = Actor.Of(context);
        return Started(work.Build(found, wanted.For(found, actor.Name, key), actor), work);
    }

    private static Results<Accepted<BuildView>, ProblemHttpResult> Rebuild(string project, int number, HttpContext context, ProjectStore projects, Work work)
    {
        if (projects.Find(project) is not { } found || work.Builds.Find(project, number) is not { } build) return NoBuild(project, number);
        if (found.DeletingAt is not null) return Problems.Deleting(project);
        var actor = Actor.Of(context);
        return Started(work.Build(found, NewBuild.Again(build, actor.Name), actor), work);
    }

    private static Results<Accepted<BuildView>, ProblemHttpResult> Cancel(string project, int number, HttpContext context, Work work)
    {
        if (work.Builds.Find(project, number) is not { } build) return NoBuild(project, number);
        return work.Cancel(build, Actor.Of(context))
            ? TypedResults.Accepted(Address(build), BuildView.Of(work.Builds.Find(build.Id) ?? build, work.Lines.Read()))
            : Problems.Conflict("BUILD_OVER", $"Build #{number} of {project} is over already, so there is nothing to cancel.");
    }

    private static Accepted<BuildView> Started(Build build, Work work) => TypedResults.Accepted(Address(build), BuildView.Of(build, work.Lines.Read()));

    private static string Address(Build build) => $"/api/projects/{build.Project}/builds/{build.Number}";

    private static ProblemHttpResult NoBuild(string project, int number) => Problems.NotFound($"There is no build #{number} of a project \"{project}\".");
}
