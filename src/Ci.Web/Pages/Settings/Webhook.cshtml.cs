using Ci.Jobs.Projects;
using Ci.Web.Access;
using Ci.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Settings;

/// <summary>The installation's webhook secret, or a project's own.</summary>
[Authorize(Policy = Policies.Admin)]
[ResponseCache(NoStore = true)]
internal sealed class WebhookModel(ProjectStore projects, SecretWork secrets) : PageModel
{
    internal SecretView View { get; private set; } = null!;

    public IActionResult OnGet(string? project)
    {
        if (!Read(project)) return NotFound();
        // Asking for the mark spends it.
        if (Once.IsAllowed(TempData, User.Identity!.Name!, View.Home)) View = View with { Shown = View.Newest?.Value };
        return Page();
    }

    public IActionResult OnPostShow(string? project)
    {
        if (!Read(project)) return NotFound();
        if (secrets.Read(View.Project, Actor.Of(HttpContext)).Count > 0) Once.Allow(TempData, User.Identity!.Name!, View.Home);
        return Redirect($"{View.Home}#secret");
    }

    private bool Read(string? project)
    {
        var found = project is null ? null : projects.Find(project);
        if (project is not null && found is null) return false;
        View = new(found, secrets.Current(found));
        return true;
    }
}
