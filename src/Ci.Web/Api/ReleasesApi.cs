using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/projects/{project}/releases</c>.</summary>
internal static class ReleasesApi
{
    /// <param name="Number">Number of the build that made it.</param>
    /// <param name="ImageId">The engine's content id.</param>
    /// <param name="ImageTag">Our tag of the image.</param>
    /// <param name="CommitHash">What it was built from.</param>
    /// <param name="CommitMessage">First line of its message.</param>
    /// <param name="CreatedAt">When the build ended.</param>
    private sealed record ReleaseView(int Number, string ImageId, string ImageTag, string? CommitHash, string? CommitMessage, DateTimeOffset CreatedAt);

    public static void MapReleases(this RouteGroupBuilder api) => api.MapGet("/projects/{project}/releases", List)
        .WithTags("Deployments")
        .WithSummary("What can be made live again, newest first")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<IEnumerable<ReleaseView>>, ProblemHttpResult> List(string project, int? limit, ProjectStore projects, ReleaseStore releases) =>
        projects.Find(project) is { } found
            ? TypedResults.Ok(releases.List(found.Id, Limits.Clamp(limit)).Select(release =>
                new ReleaseView(release.Number, release.ImageId, release.ImageTag, release.CommitHash, release.CommitMessage, release.CreatedAt)))
            : Problems.NoProject(project);
}
