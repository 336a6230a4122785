using Hangfire;
using Hangfire.Dashboard;

namespace Ci.Web.Access;

/// <summary>The Hangfire dashboard, for administrators, on this machine too.</summary>
internal sealed class JobDashboard : IDashboardAuthorizationFilter
{
    public static void Map(IEndpointRouteBuilder app) => app.MapHangfireDashboard("/hangfire", new DashboardOptions
    {
        DashboardTitle = "Jobs - Lightweight CI/CD",
        AppPath = "/",
        Authorization = [new JobDashboard()],
        IgnoreAntiforgeryToken = false,
        DisplayStorageConnectionString = false,
    }).RequireAuthorization(Policies.Admin);

    // The endpoint's policy decides first; this holds should somebody map the dashboard another way.
    public bool Authorize(DashboardContext context) => context.GetHttpContext().User.IsInRole(Policies.Claim(Role.Admin));
}
