using Ci.Jobs.Projects;
using Ci.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/settings/webhook-secret</c> and <c>/api/projects/{project}/webhook-secret</c>.</summary>
internal static class SettingsApi
{
    public static void MapSettings(this RouteGroupBuilder api)
    {
        var installation = api.MapGroup("/settings/webhook-secret").WithTags("Settings").RequireAuthorization(Policies.Admin);
        installation.MapGet("", Get).WithSummary("The secret that forges sign their webhooks with");
        installation.MapPost("/rotate", Rotate).WithSummary("Makes a new secret; the old one is good for the overlap").ProducesValidationProblem();

        var own = api.MapGroup("/projects/{project}/webhook-secret").WithTags("Settings").RequireAuthorization(Policies.Admin).ProducesProblem(StatusCodes.Status404NotFound);
        own.MapGet("", GetOwn).WithSummary("The project's own webhook secret");
        own.MapPost("/rotate", RotateOwn).WithSummary("Makes the project's own secret, or a new one; from then on only calls signed with it count").ProducesValidationProblem();
        own.MapDelete("", RemoveOwn).WithSummary("Takes the project's own secret away; calls signed with the installation's count again");
    }

    /// <param name="WebhookSecret">64 hex digits.</param>
    /// <param name="Version">Counts from 1.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="OldGoodUntil">Until when the one before it still verifies; null when it does not.</param>
    private sealed record WebhookSecretView(string WebhookSecret, int Version, DateTimeOffset CreatedAt, DateTimeOffset? OldGoodUntil);

    /// <param name="OverlapHours">How long the old secret still verifies, in hours; 24 when left out.</param>
    private sealed record RotateBody(double OverlapHours = SecretWork.UsualOverlap);

    private static Ok<WebhookSecretView> Get(HttpContext context, SecretWork secrets) => TypedResults.Ok(View(secrets.Read(project: null, Actor.Of(context))));

    private static Results<Ok<WebhookSecretView>, ProblemHttpResult> Rotate(RotateBody? body, HttpContext context, SecretWork secrets) =>
        Rotated(project: null, body, context, secrets);

    private static Results<Ok<WebhookSecretView>, ProblemHttpResult> GetOwn(string project, HttpContext context, ProjectStore projects, SecretWork secrets)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        return secrets.Read(found, Actor.Of(context)) is { Count: > 0 } own ? TypedResults.Ok(View(own)) : NoneOfItsOwn(project);
    }

    private static Results<Ok<WebhookSecretView>, ProblemHttpResult> RotateOwn(string project, RotateBody? body, HttpContext context, ProjectStore projects, SecretWork secrets) =>
        projects.Find(project) is { } found ? Rotated(found, body, context, secrets) : Problems.NoProject(project);

    private static Results<NoContent, ProblemHttpResult> RemoveOwn(string project, HttpContext context, ProjectStore projects, SecretWork secrets)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        return secrets.Remove(found, Actor.Of(context)) ? TypedResults.NoContent() : NoneOfItsOwn(project);
    }

    private static Results<Ok<WebhookSecretView>, ProblemHttpResult> Rotated(Project? project, RotateBody? body, HttpContext context, SecretWork secrets)
    {
        var hours = (body ?? new()).OverlapHours;
        if (SecretWork.CheckOverlap(hours) is { } wrong) return Problems.Invalid([wrong]);
        secrets.Rotate(project, hours, Actor.Of(context));
        return TypedResults.Ok(View(secrets.Current(project)));
    }

    private static WebhookSecretView View(IReadOnlyList<SecretVersion> current) =>
        new(current[0].Value, current[0].Version, current[0].CreatedAt, current.Count > 1 ? current[1].ExpiresAt : null);

    private static ProblemHttpResult NoneOfItsOwn(string project) => Problems.NotFound($"Project \"{project}\" has no webhook secret of its own: it uses the installation's.");
}
