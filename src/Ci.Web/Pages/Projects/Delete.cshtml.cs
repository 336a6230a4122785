using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Web.Access;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Projects;

[Authorize(Policy = Policies.Admin)]
internal sealed class DeleteModel(Records records, ProjectWork work) : PageModel
{
    internal Project Project { get; private set; } = null!;

    internal Deployment? Live { get; private set; }

    internal int Builds { get; private set; }

    internal bool Wrong { get; private set; }

    public IActionResult OnGet(string project)
    {
        if (records.Projects.Find(project) is not { DeletingAt: null } found) return NotFound();
        Project = found;
        Live = records.Deployments.Live(found.Id);
        Builds = records.Builds.List(found.Id, 1) is [var last, ..] ? last.Number : 0;
        return Page();
    }

    public IActionResult OnPost(string project, string? typed)
    {
        var page = OnGet(project);
        if (page is not PageResult) return page;
        Wrong = typed?.Trim() != Project.Name;
        if (Wrong) return page;
        work.Delete(Project, Actor.Of(HttpContext));
        return Redirect("/");
    }
}
