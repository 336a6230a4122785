using Hangfire;
using Hangfire.Dashboard;

namespace Ci.Web.Access;

/// <summary>
/// The Hangfire dashboard, for everybody who is signed in; a viewer only looks. Its acts are safe, since the product's tables decide:
/// a deleted job cancels its build, a requeued one finds it over. Job arguments are names and numbers, never contents.
/// </summary>
internal sealed class JobDashboard : IDashboardAuthorizationFilter
{
    public static void Map(IEndpointRouteBuilder app) => app.MapHangfireDashboard("/hangfire", new DashboardOptions
    {
        DashboardTitle = "Jobs - Lightweight CI/CD",
        AppPath = "/",
        Authorization = [new JobDashboard()],
        IsReadOnlyFunc = context => !MayAct(context),
        IgnoreAntiforgeryToken = false,
        DisplayStorageConnectionString = false,
    }).RequireAuthorization(Policies.Viewer);

    // The endpoint's policy decides first; this holds should somebody map the dashboard another way.
    public bool Authorize(DashboardContext context) => context.GetHttpContext().User.Identity?.IsAuthenticated == true;

    private static bool MayAct(DashboardContext context) =>
        context.GetHttpContext().User is var user && (user.IsInRole(Policies.Claim(Role.Admin)) || user.IsInRole(Policies.Claim(Role.Deployer)));
}
