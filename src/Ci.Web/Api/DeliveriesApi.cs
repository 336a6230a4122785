using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/deliveries</c>: every webhook call that was received, and what came of it.</summary>
internal static class DeliveriesApi
{
    public static void MapDeliveries(this RouteGroupBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("Deliveries");
        deliveries.MapGet("", List).WithSummary("Deliveries, newest first; the next page begins before the last id of this one").ProducesValidationProblem();
        deliveries.MapGet("/{id:long}", Get).WithSummary("One delivery with its verdict for each project, the rules asked, headers and redeliveries").ProducesProblem(StatusCodes.Status404NotFound);
        deliveries.MapGet("/{id:long}/body", Body).WithSummary("The payload as it was received, e-mail addresses redacted").Produces<string>(contentType: "application/json").ProducesProblem(StatusCodes.Status404NotFound);
        deliveries.MapPost("/{id:long}/replay", ReplayAsync).WithSummary("Judges a delivery again by the rules of now").RequireAuthorization(Policies.Deployer)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <param name="Project">Only for this project; for all when left out.</param>
    private sealed record ReplayBody(string? Project = null);

    /// <param name="DeliveryId">As asked for.</param>
    /// <param name="Message">The verdict in one sentence.</param>
    /// <param name="Builds">What was started now.</param>
    private sealed record Replayed(long DeliveryId, string Message, IReadOnlyList<StartedBuild> Builds);

    private static Results<Ok<DeliveryPage>, ProblemHttpResult> List(
        string? verdict, string? project, string? provider, string? q, long? before, int? limit, DeliveryStore deliveries)
    {
        DeliveryVerdict? wanted = null;
        if (verdict is not null)
        {
            if (!Enum.TryParse<DeliveryVerdict>(verdict, ignoreCase: true, out var parsed) || int.TryParse(verdict, out _))
                return Problems.Invalid("verdict", $"There is no such verdict: use {string.Join(", ", Enum.GetNames<DeliveryVerdict>())}.");
            wanted = parsed;
        }

        var filter = new DeliveryFilter(wanted, project, provider, q, before);
        return TypedResults.Ok(new DeliveryPage(deliveries.List(filter, Limits.Clamp(limit)), deliveries.Count(filter)));
    }

    private static Results<Ok<DeliveryView>, ProblemHttpResult> Get(long id, DeliveryStore deliveries) =>
        deliveries.Find(id) is { } delivery && deliveries.Content(id) is { } content
            ? TypedResults.Ok(new DeliveryView(delivery, deliveries.Verdicts(id), content.Headers, deliveries.Redeliveries(id), content.Body is not null))
            : NoDelivery(id);

    private static Results<FileContentHttpResult, ProblemHttpResult> Body(long id, DeliveryStore deliveries) => deliveries.Content(id) switch
    {
        null => NoDelivery(id),
        { Body: null } => Problems.NotFound($"The payload of delivery {id} is not kept: it was too large, not proven, or older than the retention."),
        { Body: var body } => TypedResults.Bytes(body, "application/json"),
    };

    private static async Task<Results<Accepted<Replayed>, ProblemHttpResult>> ReplayAsync(
        long id, ReplayBody? body, HttpContext context, DeliveryStore deliveries, ProjectStore projects, Intake intake, ActivityStore activity)
    {
        if (deliveries.Find(id) is not { } delivery) return NoDelivery(id);
        if (body?.Project is { } project && projects.Find(project) is null) return Problems.NoProject(project);
        var actor = Actor.Of(context);
        if (await intake.ReplayAsync(id, actor.Name, body?.Project) is not { } replayed)
            return Problems.Conflict("DELIVERY_REJECTED", $"Delivery {id} was rejected ({delivery.Reason}), so nothing can be built from it.");
        activity.Add(actor, "Delivery.Replayed", $"delivery {id}", replayed.Reason);
        return TypedResults.Accepted($"/api/deliveries/{id}", new Replayed(id, replayed.Reason, replayed.Builds));
    }

    private static ProblemHttpResult NoDelivery(long id) => Problems.NotFound($"There is no delivery {id}. Deliveries are kept for a limited time.");
}
