using System.Globalization;
using Ci.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages;

/// <summary>Creates the first administrator; not there any more once one exists.</summary>
[AllowAnonymous]
[RequestSizeLimit(64 * 1024)]
internal sealed class SetupModel(FirstAdmin first, LoginLimit limit, ActivityStore activity) : PageModel
{
    public string? Token { get; private set; }

    public string? Name { get; private set; }

    public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    public IActionResult OnGet() => first.IsOpen ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? token, string? name, string? password)
    {
        if (!first.IsOpen) return NotFound();
        (Token, Name) = (token, name);
        if (limit.Refuse(HttpContext.Connection.RemoteIpAddress, "the first administrator") is { } wait) return TooMany(wait);
        if (!first.Matches(token))
        {
            Errors["token"] = "This token does not match. It is in the last line of the server's log that says \"setup token\".";
            return Answer(StatusCodes.Status403Forbidden);
        }

        if (UserRules.Name(name) is { } badName) Errors["name"] = badName;
        if (UserRules.Password(password, name) is { } badPassword) Errors["password"] = badPassword;
        if (Errors.Count > 0) return Answer(StatusCodes.Status400BadRequest);

        if (first.Create(name!, password!) is not { } admin) return NotFound();
        await HttpContext.SignInAsync(Schemes.Session, Principals.Of(admin));
        activity.Add(Actor.Of(HttpContext) with { Name = admin.Name }, "User.Added", admin.Name, "first administrator");
        return LocalRedirect("/");
    }

    private PageResult TooMany(TimeSpan wait)
    {
        var seconds = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        Response.Headers.RetryAfter = seconds;
        Errors["token"] = $"Too many attempts. Try again in {seconds} s.";
        return Answer(StatusCodes.Status429TooManyRequests);
    }

    private PageResult Answer(int status)
    {
        var page = Page();
        page.StatusCode = status;
        return page;
    }
}
