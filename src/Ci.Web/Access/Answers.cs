namespace Ci.Web.Access;

/// <summary>Refusals as problem JSON: one sentence that says what to do.</summary>
internal static class Answers
{
    public static Task Unauthorized(HttpContext context, string sentence) => Problem(context, StatusCodes.Status401Unauthorized, "Not signed in", sentence);

    public static Task Forbidden(HttpContext context) => Problem(
        context,
        StatusCodes.Status403Forbidden,
        "Not allowed",
        $"This needs more than the role {Principals.RoleOf(context.User)}. Ask an administrator.");

    public static Task Problem(HttpContext context, int status, string title, string sentence) =>
        TypedResults.Problem(sentence, statusCode: status, title: title).ExecuteAsync(context);
}
