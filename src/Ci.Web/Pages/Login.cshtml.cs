using System.Globalization;
using Ci.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages;

/// <summary>Signs a person in. An unknown name gets the answer, and takes the time, of a wrong password.</summary>
[AllowAnonymous]
[RequestSizeLimit(64 * 1024)]
internal sealed class LoginModel(UserStore users, Passwords passwords, LoginLimit limit, ActivityStore activity, FirstAdmin first) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public string? Name { get; private set; }

    public string? Problem { get; private set; }

    public IActionResult OnGet() =>
        first.IsOpen ? Redirect("/setup")
        : User.Identity!.IsAuthenticated ? LocalRedirect(Next)
        : Page();

    public async Task<IActionResult> OnPostAsync(string? name, string? password)
    {
        Name = name;
        if (limit.Refuse(HttpContext.Connection.RemoteIpAddress, name ?? "") is { } wait) return TooMany(wait);
        var user = name is null ? null : users.Find(name);
        if (!passwords.IsRight(user, password ?? "")) return Refuse(StatusCodes.Status401Unauthorized, "User name or password is wrong.");

        await HttpContext.SignInAsync(Schemes.Session, Principals.Of(user!));
        users.Seen(user!.Id);
        activity.Add(Actor.Of(HttpContext) with { Name = user.Name }, "Session.Started", user.Name);
        return LocalRedirect(Next);
    }

    // Only a path of this console: "//evil" and "/\evil" are other hosts to a browser.
    private string Next => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/";

    private PageResult TooMany(TimeSpan wait)
    {
        var seconds = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        Response.Headers.RetryAfter = seconds;
        return Refuse(StatusCodes.Status429TooManyRequests, $"Too many attempts. Try again in {seconds} s.");
    }

    private PageResult Refuse(int status, string sentence)
    {
        Problem = sentence;
        var page = Page();
        page.StatusCode = status;
        return page;
    }
}
