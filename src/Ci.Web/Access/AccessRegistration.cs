using Ci.Jobs.Storage;
using Ci.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Ci.Web.Access;

/// <summary>Who may do what, before any endpoint is asked.</summary>
internal static class AccessRegistration
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    public static void AddAccess(this IServiceCollection services, ServerOptions options, DataDirectory data)
    {
        services.AddSingleton<UserStore>().AddSingleton<TokenStore>().AddSingleton<ActivityStore>();
        services.AddSingleton<Passwords>().AddSingleton<FirstAdmin>().AddSingleton<LoginLimit>().AddSingleton<SessionEvents>();
        services.AddDataProtection().SetApplicationName("ci").PersistKeysToFileSystem(new DirectoryInfo(data.Folder("keys")));
        services.AddAuthorization(Policies.Add);
        services.AddSecurityHeaderPolicies().SetDefaultPolicy(SecurityHeaders.Own).SetPolicySelector(selected => SecurityHeaders.For(selected.HttpContext));

        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-CSRF-TOKEN";
            Guard(antiforgery.Cookie, "ci_antiforgery", options);
        });
        services.AddAuthentication(Schemes.Either)
            .AddPolicyScheme(Schemes.Either, null, either => either.ForwardDefaultSelector = Schemes.For)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Schemes.Token, null)
            .AddCookie(Schemes.Session, session =>
            {
                Guard(session.Cookie, "ci_session", options);
                session.ExpireTimeSpan = SessionLength;
                session.SlidingExpiration = false;
                session.LoginPath = "/login";
                session.ReturnUrlParameter = "returnUrl";
                session.EventsType = typeof(SessionEvents);
            });
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseMiddleware<OriginCheck>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    /// <summary>How every cookie of the console is kept from scripts, other sites and plain connections.</summary>
    public static void Guard(CookieBuilder cookie, string name, ServerOptions options)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.SecurePolicy = options.PublicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
