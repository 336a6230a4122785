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

    /// <summary>The repository was looked at just now.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Checked { get; set; }

    /// <summary>What that look found.</summary>
    [BindProperty(SupportsGet = true)]
    public int Missed { get; set; }

    public IActionResult OnGet(string project) => Read(project) ? Page() : NotFound();

    public IActionResult OnGetLive(string project) => Read(project) ? Partial("Projects/_Project", View) : NotFound();

    public IActionResult OnGetDelivery(string project) => records.Projects.Find(project) is { } found ? Partial("Deliveries/_Last", found) : NotFound();

    public IActionResult OnPostBuild(string project, BuildForm form)
    {
        if (!Policies.MayDeploy(User)) return Forbid();
        if (records.Projects.Find(project) is not { DeletingAt: null } found) return NotFound();
        if (form.Check() is { Count: > 0 } errors)
        {
            Read(project);
            View = View with { Menu = new(form, errors) };
            return Page();
        }

        var build = work.Build(found, form.Read(), Actor.Of(HttpContext));
        return Redirect($"/projects/{found.Name}/builds/{build.Number}");
    }

    /// <summary>Looks at the repository for what no webhook told.</summary>
    public async Task<IActionResult> OnPostCheckAsync(string project)
    {
        if (!Policies.MayDeploy(User)) return Forbid();
        if (records.Projects.Find(project) is not { DeletingAt: null } found) return NotFound();
        var missed = await work.CheckAsync(found, Actor.Of(HttpContext), HttpContext.RequestAborted);
        return Redirect($"/projects/{found.Name}?checked=true&missed={missed}");
    }

    private bool Read(string project)
    {
        if (records.Projects.Find(project) is not { } found) return false;
        View = readings.Of(found, All, wall);
        return true;
    }
}
