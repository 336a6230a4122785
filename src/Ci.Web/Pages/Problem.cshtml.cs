using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages;

/// <summary>What a person sees instead of a bare status: a sentence and a way back.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ProblemModel : PageModel
{
    internal string Title { get; private set; } = "";

    internal string Reason { get; private set; } = "";

    public void OnGet(int code = 500)
    {
        (Title, Reason) = code switch
        {
            400 => ("The request was not understood", "The form may have been open for too long. Go back, reload the page and try again."),
            403 => ("You may not do this", "Your account has no right to it. Ask an administrator of this server."),
            404 => ("There is no such page", "The project, build or deployment may have been deleted, or the address has a typo."),
            503 => ("The server cannot do this now", "Its database or disk is not available. Applications are still served. Try again in a minute."),
            _ => ("Something went wrong here", "The server's log has the details under the trace below. Applications are still served. Try again."),
        };
    }

    // Whatever failed, its method is kept when the error is shown.
    public void OnPost(int code = 500) => OnGet(code);
}
