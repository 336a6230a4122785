using Ci.Jobs.Deployments;
using Ci.Web.Access;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Deployments;

[Authorize(Policy = Policies.Deployer)]
internal sealed class CancelModel(Records records, ProjectWork work) : PageModel
{
    internal ConfirmView View { get; private set; } = null!;

    public IActionResult OnGet(string project, int number)
    {
        if (records.Deployments.Find(project, number) is not { } deployment) return NotFound();
        if (!DeploymentRules.CanCancel(deployment.State)) return Redirect(Home(deployment));
        var live = records.Deployments.Live(deployment.ProjectId);
        var stays = live is null ? "Nothing is live then." : $"{live.Slot} #{live.ReleaseNumber} stays live, its traffic is not touched.";
        View = new(
            $"Cancel deployment #{deployment.Number} of {deployment.Project}?",
            $"Release #{deployment.ReleaseNumber} is stopped{(deployment.Slot is null ? "" : $" on {deployment.Slot}")} before it gets a request. {stays}",
            "ban", $"Cancel deployment #{deployment.Number}", "Let it go on", Home(deployment));
        return Page();
    }

    public IActionResult OnPost(string project, int number)
    {
        if (records.Deployments.Find(project, number) is not { } deployment) return NotFound();
        work.Cancel(deployment, Actor.Of(HttpContext));
        return Redirect(Home(deployment));
    }

    private static string Home(Deployment deployment) => $"/projects/{deployment.Project}/deployments/{deployment.Number}";
}
