using Ci.Web.Access;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Projects;

internal sealed class ProjectModel(Records records, ProjectReadings readings, ProjectWork work, Wall wall) : PageModel
{
    internal ProjectView View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    public IActionResult OnGet(string project) => Read(project) ? Page() : NotFound();

    public IActionResult OnGetLive(string project) => Read(project) ? Partial("Projects/_Project", View) : NotFound();

    public IActionResult OnGetDelivery(string project) => records.Projects.Find(project) is { } found ? Partial("Deliveries/_Last", found) : NotFound();

    public IActionResult OnPostBuild(string project)
    {
        if (!Policies.MayDeploy(User)) return Forbid();
        if (records.Projects.Find(project) is not { DeletingAt: null } found) return NotFound();
        var build = work.Build(found, Actor.Of(HttpContext));
        return Redirect($"/projects/{found.Name}/builds/{build.Number}");
    }

    private bool Read(string project)
    {
        if (records.Projects.Find(project) is not { } found) return false;
        View = readings.Of(found, All, wall);
        return true;
    }
}
