using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/projects/{project}/deployments</c> and the rollback that makes one.</summary>
internal static class DeploymentsApi
{
    /// <param name="Release">Number of the release, which is its build's; the one that was live before when left out.</param>
    private sealed record RollbackBody(int? Release = null);

    public static void MapDeployments(this RouteGroupBuilder api)
    {
        var project = api.MapGroup("/projects/{project}").WithTags("Deployments").ProducesProblem(StatusCodes.Status404NotFound);
        project.MapGet("/deployments", List).WithSummary("The project's deployments, newest first");
        project.MapGet("/deployments/{number:int}", Get).WithSummary("One deployment with its health probes");
        project.MapGet("/deployments/{number:int}/logs", LogsApi.OfDeployment).WithSummary("The deployment's log as text").Produces<string>(contentType: "text/plain");
        project.MapPost("/deployments/{number:int}/cancel", Cancel).WithSummary("Stops a deployment that has no traffic yet").RequireAuthorization(Policies.Deployer);
        project.MapPost("/rollback", RollBack).WithSummary("Makes an earlier release live, without building").RequireAuthorization(Policies.Deployer)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Results<Ok<IEnumerable<DeploymentView>>, ProblemHttpResult> List(string project, int? limit, ProjectStore projects, DeploymentStore deployments) =>
        projects.Find(project) is { } found
            ? TypedResults.Ok(deployments.List(found.Id, Limits.Clamp(limit)).Select(DeploymentView.Of))
            : Problems.NoProject(project);

    private static Results<Ok<DeploymentView>, ProblemHttpResult> Get(string project, int number, DeploymentStore deployments, ProbeStore probes) =>
        deployments.Find(project, number) is { } deployment
            ? TypedResults.Ok(DeploymentView.Of(deployment) with { Probes = probes.List(deployment.Id) })
            : NoDeployment(project, number);

    private static Results<Accepted<DeploymentView>, ProblemHttpResult> Cancel(string project, int number, HttpContext context, Work work)
    {
        if (work.Deployments.Find(project, number) is not { } deployment) return NoDeployment(project, number);
        return work.Cancel(deployment, Actor.Of(context))
            ? Accepted(work.Deployments.Find(deployment.Id) ?? deployment)
            : Problems.Conflict("DEPLOYMENT_SETTLED", $"Deployment #{number} of {project} has traffic or is over, so it cannot be canceled. Roll back instead.");
    }

    private static Results<Accepted<DeploymentView>, ProblemHttpResult> RollBack(
        string project, RollbackBody? body, HttpContext context, ProjectStore projects, Rollbacks rollbacks)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        if (found.DeletingAt is not null) return Problems.Deleting(project);
        var (release, refusal) = rollbacks.Target(found, body?.Release);
        return release is null ? refusal! : Accepted(rollbacks.Start(release, Actor.Of(context)));
    }

    private static Accepted<DeploymentView> Accepted(Deployment deployment) =>
        TypedResults.Accepted($"/api/projects/{deployment.Project}/deployments/{deployment.Number}", DeploymentView.Of(deployment));

    private static ProblemHttpResult NoDeployment(string project, int number) =>
        Problems.NotFound($"There is no deployment #{number} of a project \"{project}\".");
}
