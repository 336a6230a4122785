using Ci.Jobs.Builds;
using Ci.Web.Access;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Builds;

[Authorize(Policy = Policies.Deployer)]
internal sealed class CancelModel(Records records, ProjectWork work) : PageModel
{
    internal ConfirmView View { get; private set; } = null!;

    public IActionResult OnGet(string project, int number)
    {
        if (records.Builds.Find(project, number) is not { } build) return NotFound();
        if (!BuildRules.IsOpen(build.State)) return Redirect(Home(build));
        var live = records.Deployments.Live(build.ProjectId);
        var stays = live is null ? "Nothing is live." : $"{live.Slot} #{live.ReleaseNumber} stays live.";
        var effect = build.State == BuildState.Running
            ? $"Its container is stopped and removed, what it has done so far is lost. {stays}"
            : $"It has not started; nothing is lost. {stays}";
        View = new($"Cancel {build.Project} #{build.Number}?", effect, "ban", $"Cancel #{build.Number}", "Let it go on", Home(build));
        return Page();
    }

    public IActionResult OnPost(string project, int number)
    {
        if (records.Builds.Find(project, number) is not { } build) return NotFound();
        work.Cancel(build, Actor.Of(HttpContext));
        return Redirect(Home(build));
    }

    private static string Home(Build build) => $"/projects/{build.Project}/builds/{build.Number}";
}
