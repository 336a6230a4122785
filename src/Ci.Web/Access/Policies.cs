using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Ci.Web.Access;

/// <summary>Names of the authorization policies. An endpoint that names none needs a signed-in person or a token all the same.</summary>
internal static class Policies
{
    public const string Viewer = nameof(Role.Viewer);

    public const string Deployer = nameof(Role.Deployer);

    public const string Admin = nameof(Role.Admin);

    /// <summary>Whether somebody may run builds and rollbacks; for pages that anybody may read.</summary>
    public static bool MayDeploy(ClaimsPrincipal person) => Enum.GetValues<Role>().Any(role => role >= Role.Deployer && person.IsInRole(Claim(role)));

    /// <summary>A role as claims and people write it: <c>admin</c>.</summary>
    public static string Claim(Role role) => role.ToString().ToLowerInvariant();

    public static void Add(AuthorizationOptions options)
    {
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.DefaultPolicy = signedIn;
        options.FallbackPolicy = signedIn;
        foreach (var least in Enum.GetValues<Role>())
        {
            var enough = Enum.GetValues<Role>().Where(role => role >= least).Select(Claim);
            options.AddPolicy(least.ToString(), policy => policy.RequireAuthenticatedUser().RequireRole(enough));
        }
    }
}
