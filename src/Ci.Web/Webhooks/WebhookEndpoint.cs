using Ci.Jobs.Storage;
using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks;

/// <summary>
/// <c>POST /webhook/{provider}</c> and, with a project's own secret, <c>/webhook/{provider}/{project}</c>. A call is verified over its raw
/// bytes before anything is read from it, and answered 2xx only once it is committed with what it starts. What is refused is put on
/// record with its reason too.
/// </summary>
internal static class WebhookEndpoint
{
    public static void AddWebhooks(this IServiceCollection services) => services
        .AddSingleton(WebhookProviders.All())
        .AddSingleton<LargeBodies>()
        .AddSingleton<WebhookBody>()
        .AddSingleton<RejectionLimit>()
        .AddSingleton<WebhookDoor>();

    public static void MapWebhooks(this IEndpointRouteBuilder endpoints) => endpoints
        .MapPost("/webhook/{provider}/{project?}", HandleAsync)
        .AllowAnonymous()
        .DisableAntiforgery()
        .WithTags("Webhooks")
        .WithSummary("Takes a signed push webhook")
        .Produces<Answer>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <param name="DeliveryId">Our id of the delivery.</param>
    /// <param name="Message">The verdict in one sentence.</param>
    /// <param name="Builds">What was started.</param>
    private sealed record Answer(long DeliveryId, string Message, IReadOnlyList<StartedBuild> Builds);

    private static async Task<IResult> HandleAsync(
        string provider, string? project, HttpContext context, WebhookProviders providers, WebhookDoor door, WebhookBody bodies, Intake intake)
    {
        if (providers.Find(provider) is not { } forge) return Refused(StatusCodes.Status404NotFound, $"There is no webhook provider \"{provider}\".");
        var source = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var proven = false;
        var received = new Received(project ?? "", source, "The call was not proven.", Redaction.Headers(context.Request.Headers), default, (int)Math.Min(context.Request.ContentLength ?? 0, int.MaxValue));
        try
        {
            if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true || context.Request.Headers.ContentEncoding.Count > 0)
            {
                return await RefuseAsync(StatusCodes.Status415UnsupportedMediaType, "Send the payload as application/json, not encoded. In the webhook's settings choose the content type JSON.");
            }

            var (body, problem) = await bodies.ReadAsync(context);
            if (problem is not null) return await RefuseAsync(problem.Status, problem.Sentence);
            received = received with { Size = body.Length };
            if (door.Prove(forge, received.Address, context.Request.Headers, body.Span) is not { } secret) return await RefuseAsync(StatusCodes.Status401Unauthorized, "Signature does not match.");

            proven = true;
            received = received with { Proof = $"Signature is valid, {secret}", Body = Redaction.Body(body) };
            return Accepted(await intake.AcceptAsync(forge.Read(context.Request.Headers, body), received));
        }
        catch (WebhookFormatException wrong)
        {
            return await RefuseAsync(StatusCodes.Status400BadRequest, wrong.Message);
        }
        catch (StorageException failure)
        {
            context.Response.Headers.RetryAfter = "10";
            return Refused(StatusCodes.Status503ServiceUnavailable, $"The push was not recorded, send it again. {failure.Message}");
        }

        async Task<IResult> RefuseAsync(int status, string sentence)
        {
            var closed = !proven && door.IsClosedTo(source);
            await door.RefuseAsync(forge.Name, Redaction.Line(forge.EventOf(context.Request.Headers)), received, sentence, status, proven);
            if (closed) (status, sentence) = (BodyProblem.Closed.Status, BodyProblem.Closed.Sentence);
            if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = closed ? "60" : "10";
            return Refused(status, sentence);
        }
    }

    private static IResult Accepted(Recorded recorded)
    {
        var answer = new Answer(recorded.DeliveryId, recorded.Reason, recorded.Builds);
        return recorded.Verdict == DeliveryVerdict.Ping || recorded.Duplicate ? Results.Ok(answer) : Results.Json(answer, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult Refused(int status, string sentence) => Results.Problem(statusCode: status, title: sentence);
}
