using Ci.Jobs.Triggers;
using Ci.Web.Access;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Deliveries;

internal sealed class DeliveryModel(Records records, DeliveryWork work) : PageModel
{
    internal DeliveryView View { get; private set; } = null!;

    internal DeliveryContent Kept { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public string? Project { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Ref { get; set; }

    public IActionResult OnGet(long id)
    {
        if (!Read(id) || records.Deliveries.Content(id) is not { } content) return NotFound();
        Kept = content;
        return Page();
    }

    public IActionResult OnGetLive(long id) => Read(id) ? Partial("Deliveries/_Top", View) : NotFound();

    public IActionResult OnGetRules(long id) => Read(id) ? Partial("Deliveries/_Rules", View) : NotFound();

    public IActionResult OnPostBuild(long id)
    {
        if (!Policies.MayDeploy(User)) return Forbid();
        // A verdict may have changed since the page was drawn; asked for by name, it must still be the one that is meant.
        if (!Read(id) || View.Selected?.Project != Project || !View.CanBuildAnyway) return Redirect(DeliveryWords.Href(id, View?.Selected));
        var build = work.Build(View.Project!, View.Push!, Actor.Of(HttpContext));
        return Redirect($"/projects/{build.Project}/builds/{build.Number}");
    }

    private bool Read(long id)
    {
        if (records.Deliveries.Find(id) is not { } delivery) return false;
        View = DeliveryView.Of(delivery, Project, Ref, records);
        return true;
    }
}
