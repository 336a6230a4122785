using Ci.Web.Access;

namespace Ci.Web.Api;

/// <summary><c>/api/activity</c>: the audit trail.</summary>
internal static class ActivityApi
{
    public static void MapActivity(this RouteGroupBuilder api) => api
        .MapGet("/activity", (int? limit, int? offset, ActivityStore activity) => TypedResults.Ok(activity.List(Limits.Clamp(limit), Limits.From(offset))))
        .WithTags("Activity")
        .WithSummary("Who did what, newest first")
        .RequireAuthorization(Policies.Admin);
}
