using Ci.Jobs.Projects;
using Ci.Web.Access;
using Ci.Web.Hosting;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Projects;

[Authorize(Policy = Policies.Admin)]
internal sealed class NewModel(ProjectWork work, ServerOptions options) : PageModel
{
    internal FormView View { get; private set; } = null!;

    public void OnGet(string? repository) => View = new(new ProjectForm { Repository = repository, Name = Proposed(repository) }, [], null);

    public IActionResult OnPost(ProjectForm form)
    {
        var input = ProjectForms.Read(form, options.GitAllowHttp);
        View = new(form, input.Errors, null);
        if (input.Errors.Count > 0) return Page();
        if (work.Add(input, Actor.Of(HttpContext)) is { } added) return Redirect($"/projects/{added.Name}/settings?saved=true");
        View = new(form, [new(nameof(form.Name), $"There is a project called \"{input.Name}\" already: choose another name.")], null);
        return Page();
    }

    /// <summary>The next times of its schedules, before anything is saved.</summary>
    public IActionResult OnPostPreview(ProjectForm form)
    {
        View = FormView.PreviewOf(form, options.GitAllowHttp, saved: null);
        return Page();
    }

    /// <summary>The repository's own name, where it can be a project's.</summary>
    private static string? Proposed(string? repository)
    {
        if (string.IsNullOrWhiteSpace(repository)) return null;
        var name = Words.Repository(repository.Trim()).Split('/')[^1].ToLowerInvariant();
        return ProjectRules.Name("name", name) is null ? name : null;
    }
}
