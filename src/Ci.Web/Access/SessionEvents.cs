using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Ci.Web.Access;

/// <summary>Holds every session against its user's row, and sends browsers, but no program, to the login page.</summary>
internal sealed class SessionEvents(UserStore users, FirstAdmin first) : CookieAuthenticationEvents
{
    public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal!;
        var user = long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? users.Find(id) : null;
        if (user is null || user.Stamp != principal.FindFirstValue(Principals.Stamp)) context.RejectPrincipal();
        return Task.CompletedTask;
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!WantsPage(context.Request)) return Answers.Unauthorized(context.HttpContext, "Sign in, or send an API token in the Authorization header.");
        // A form cannot be sent again by following a link, so there is nothing to come back to.
        var login = HttpMethods.IsGet(context.Request.Method) ? context.RedirectUri : "/login";
        context.Response.Redirect(first.IsOpen ? "/setup" : login);
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) => Answers.Forbidden(context.HttpContext);

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
