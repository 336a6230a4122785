using Ci.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary>Who is asking.</summary>
internal static class MeApi
{
    /// <param name="Name">User name, or <c>token NAME</c>.</param>
    /// <param name="Role">What it may do.</param>
    /// <param name="CsrfToken">For the X-CSRF-TOKEN header of a browser's session; null for an API token, which needs none.</param>
    private sealed record Me(string Name, Role Role, string? CsrfToken);

    private sealed record NewPassword(string Current, string Password);

    public static void MapMe(this RouteGroupBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("Me");
        me.MapGet("", Get).WithSummary("Who the request comes from");
        me.MapPut("/password", ChangeAsync).WithSummary("Changes the own password and ends all other sessions");
    }

    private static Ok<Me> Get(HttpContext context, IAntiforgery antiforgery) => TypedResults.Ok(new Me(
        context.User.Identity!.Name!,
        Principals.RoleOf(context.User),
        IsSession(context) ? antiforgery.GetAndStoreTokens(context).RequestToken : null));

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(NewPassword body, HttpContext context, UserStore users, Passwords passwords, LoginLimit limit)
    {
        if (!IsSession(context)) return Problems.Conflict("NO_PASSWORD", "An API token has no password. Sign in to change yours.");
        var user = users.Find(Principals.IdOf(context.User))!;
        if (limit.Refuse(context.Connection.RemoteIpAddress, user.Name) is not null) return Problems.Invalid("current", "Too many attempts. Try again in a minute.");
        if (!passwords.IsRight(user, body.Current)) return Problems.Invalid("current", "This is not your current password.");
        if (UserRules.Password(body.Password, user.Name) is { } wrong) return Problems.Invalid("password", wrong);

        users.ChangePassword(user.Id, passwords.Hash(body.Password));
        context.RequestServices.GetRequiredService<ActivityStore>().Add(Actor.Of(context), "User.PasswordChanged", user.Name);
        await context.SignInAsync(Schemes.Session, Principals.Of(users.Find(user.Id)!));
        return TypedResults.NoContent();
    }

    private static bool IsSession(HttpContext context) => context.User.Identity!.AuthenticationType == Schemes.Session;
}
