using Ci.Jobs.Triggers;
using Ci.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/settings</c>.</summary>
internal static class SettingsApi
{
    /// <param name="WebhookSecret">64 hex digits.</param>
    private sealed record WebhookSecretView(string WebhookSecret);

    public static void MapSettings(this RouteGroupBuilder api) => api.MapGet("/settings/webhook-secret", Get)
        .WithTags("Settings")
        .WithSummary("The secret that forges sign their webhooks with")
        .RequireAuthorization(Policies.Admin);

    private static Ok<WebhookSecretView> Get(HttpContext context, WebhookSecret secret, ActivityStore activity)
    {
        activity.Add(Actor.Of(context), "WebhookSecret.Read", "webhook");
        return TypedResults.Ok(new WebhookSecretView(secret.Value));
    }
}
