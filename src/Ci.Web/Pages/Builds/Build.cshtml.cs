using Ci.Jobs.Pipeline;
using Ci.Web.Access;
using Ci.Web.Pages.Logs;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Builds;

internal sealed class BuildModel(Records records, LogEnds logs, ProjectWork work, BuildLines lines, Wall wall) : PageModel
{
    internal BuildView View { get; private set; } = null!;

    internal LogView Log => logs.Of(View.Build);

    public IActionResult OnGet(string project, int number) => Read(project, number) ? Page() : NotFound();

    public IActionResult OnGetLive(string project, int number) => Part(project, number, "Builds/_Top");

    public IActionResult OnGetGraph(string project, int number) => Part(project, number, "Builds/_Graph");

    public IActionResult OnGetSide(string project, int number) => Part(project, number, "Builds/_Side");

    public IActionResult OnPostRebuild(string project, int number)
    {
        if (!Policies.MayDeploy(User)) return Forbid();
        if (records.Builds.Find(project, number) is not { } build || records.Projects.Find(project) is not { DeletingAt: null } found) return NotFound();
        var again = work.Rebuild(found, build, Actor.Of(HttpContext));
        return Redirect($"/projects/{project}/builds/{again.Number}");
    }

    private IActionResult Part(string project, int number, string name) => Read(project, number) ? Partial(name, View) : NotFound();

    private bool Read(string project, int number)
    {
        if (records.Builds.Find(project, number) is not { } build) return false;
        View = BuildView.Of(build, records, lines.Read(), wall.Now);
        return true;
    }
}
