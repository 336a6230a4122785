using Ci.Jobs.Projects;
using Ci.Web.Access;
using Ci.Web.Hosting;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Projects;

[Authorize(Policy = Policies.Admin)]
internal sealed class SettingsModel(Records records, ProjectWork work, ServerOptions options) : PageModel
{
    internal Project Project { get; private set; } = null!;

    internal FormView View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public IActionResult OnGet(string project)
    {
        if (records.Projects.Find(project) is not { } found) return NotFound();
        Project = found;
        View = new(ProjectForms.Of(found), [], found.Name);
        return Page();
    }

    public IActionResult OnPost(string project, ProjectForm form)
    {
        if (records.Projects.Find(project) is not { DeletingAt: null } found) return NotFound();
        form.Name = found.Name;
        var input = ProjectForms.Read(form, options.GitAllowHttp);
        (Project, View, Saved) = (found, new(form, input.Errors, found.Name), false);
        if (input.Errors.Count > 0) return Page();
        work.Change(input, Actor.Of(HttpContext));
        return Redirect($"/projects/{found.Name}/settings?saved=true");
    }

    /// <summary>The next times of its schedules, before anything is saved.</summary>
    public IActionResult OnPostPreview(string project, ProjectForm form)
    {
        if (records.Projects.Find(project) is not { } found) return NotFound();
        form.Name = found.Name;
        (Project, View) = (found, FormView.PreviewOf(form, options.GitAllowHttp, found.Name));
        return Page();
    }
}
