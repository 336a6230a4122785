using Ci.Web.Pages.Logs;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Deployments;

internal sealed class DeploymentModel(Records records, LogEnds logs) : PageModel
{
    internal DeploymentView View { get; private set; } = null!;

    public IActionResult OnGet(string project, int number) => Read(project, number) ? Page() : NotFound();

    public IActionResult OnGetLive(string project, int number) => Read(project, number) ? Partial("Deployments/_Deployment", View) : NotFound();

    private bool Read(string project, int number)
    {
        if (records.Deployments.Find(project, number) is not { } deployment) return false;
        View = DeploymentView.Of(deployment, records) with { Log = logs.Of(deployment) };
        return true;
    }
}
