using Ci.Jobs.Projects;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary>Refusals of the API: problem JSON whose detail is one sentence with the next action.</summary>
internal static class Problems
{
    public static ProblemHttpResult NoProject(string project) => NotFound($"There is no project \"{project}\".");

    public static ProblemHttpResult Deleting(string project) => Conflict("PROJECT_DELETING", $"Project \"{project}\" is being deleted and takes no new work.");

    public static ProblemHttpResult NotFound(string sentence) =>
        TypedResults.Problem(sentence, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <param name="code">A word programs can rely on, such as <c>PROJECT_EXISTS</c>.</param>
    /// <param name="sentence">What is in the way and what to do.</param>
    public static ProblemHttpResult Conflict(string code, string sentence) => TypedResults.Problem(
        sentence, statusCode: StatusCodes.Status409Conflict, title: "Not possible now", extensions: [new("code", code)]);

    public static ProblemHttpResult Invalid(IReadOnlyList<FieldError> errors) => TypedResults.Problem(
        errors[0].Message,
        statusCode: StatusCodes.Status400BadRequest,
        title: "Some values cannot be used",
        extensions: [new("errors", errors.GroupBy(error => error.Field, StringComparer.Ordinal).ToDictionary(
            field => field.Key, field => field.Select(error => error.Message).ToArray(), StringComparer.Ordinal))]);

    public static ProblemHttpResult Invalid(string field, string sentence) => Invalid([new FieldError(field, sentence)]);
}
