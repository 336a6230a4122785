using Ci.Jobs.Projects;
using Ci.Web.Access;
using Ci.Web.Api;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Settings;

/// <summary>Asks before a project's own webhook secret is taken away.</summary>
[Authorize(Policy = Policies.Admin)]
internal sealed class RemoveModel(ProjectStore projects, SecretWork secrets) : PageModel
{
    internal ConfirmView View { get; private set; } = null!;

    public IActionResult OnGet(string project)
    {
        if (projects.Find(project) is not { } found) return NotFound();
        var home = SecretView.HomeOf(found.Name);
        if (secrets.Current(found).Count == 0) return Redirect(home);
        View = new(
            $"Remove the webhook secret of {found.Name}?",
            $"It proves nothing any more, at once. Calls proved with the server's secret build {found.Name} again; enter that one at the forge.",
            "trash-2", "Remove the secret", "Keep it", home)
        { Pending = "Removing…" };
        return Page();
    }

    public IActionResult OnPost(string project)
    {
        if (projects.Find(project) is not { } found) return NotFound();
        secrets.Remove(found, Actor.Of(HttpContext));
        return Redirect(SecretView.HomeOf(found.Name));
    }
}
