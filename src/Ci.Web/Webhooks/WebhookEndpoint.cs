using Ci.Jobs.Storage;
using Ci.Jobs.Triggers;
using Microsoft.AspNetCore.Http.Features;

namespace Ci.Web.Webhooks;

/// <summary>
/// <c>POST /webhook/{provider}</c>. A call is verified over its raw bytes before anything is read from it, and answered 2xx only once it
/// is committed with what it starts.
/// </summary>
internal static class WebhookEndpoint
{
    private const long MaxBody = 25 * 1024 * 1024;

    public static void MapWebhooks(this IEndpointRouteBuilder endpoints) => endpoints
        .MapPost("/webhook/{provider}", HandleAsync)
        .AllowAnonymous()
        .DisableAntiforgery()
        .WithTags("Webhooks")
        .WithSummary("Takes a signed push webhook")
        .Accepts<object>("application/json")
        .Produces<Answer>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status401Unauthorized);

    /// <param name="DeliveryId">Our id of the delivery.</param>
    /// <param name="Message">The verdict in one sentence.</param>
    /// <param name="Builds">What was started.</param>
    private sealed record Answer(long DeliveryId, string Message, IReadOnlyList<StartedBuild> Builds);

    private static async Task<IResult> HandleAsync(string provider, HttpContext context, WebhookProviders providers, WebhookSecret secret, Intake intake)
    {
        if (providers.Find(provider) is not { } forge) return Refused(StatusCodes.Status404NotFound, $"There is no webhook provider \"{provider}\".");
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true || context.Request.Headers.ContentEncoding.Count > 0)
        {
            return Refused(StatusCodes.Status415UnsupportedMediaType, "Send the payload as application/json, not encoded. In the webhook's settings choose the content type JSON.");
        }

        if (await ReadAsync(context) is not { } body) return Refused(StatusCodes.Status413PayloadTooLarge, "The payload is larger than 25 MB.");
        if (!forge.Verify(context.Request.Headers, body, [secret.Value])) return Refused(StatusCodes.Status401Unauthorized, "Signature does not match.");
        try
        {
            var call = forge.Read(context.Request.Headers, body);
            var recorded = intake.Accept(call, body, context.Connection.RemoteIpAddress?.ToString());
            var answer = new Answer(recorded.DeliveryId, recorded.Reason, recorded.Builds);
            return call.IsPing || recorded.Duplicate ? Results.Ok(answer) : Results.Json(answer, statusCode: StatusCodes.Status202Accepted);
        }
        catch (WebhookFormatException wrong)
        {
            return Refused(StatusCodes.Status400BadRequest, wrong.Message);
        }
        catch (StorageException failure)
        {
            context.Response.Headers.RetryAfter = "10";
            return Refused(StatusCodes.Status503ServiceUnavailable, $"The push was not recorded, send it again. {failure.Message}");
        }
    }

    // Counted while it is read: a length that is announced may be a lie, and a chunked body announces none.
    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBody + 1;
        if (context.Request.ContentLength > MaxBody) return null;
        try
        {
            using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.Length > MaxBody ? null : body.ToArray();
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static IResult Refused(int status, string sentence) => Results.Problem(statusCode: status, title: sentence);
}
