using Ci.Jobs.Triggers;
using Ci.Web.Access;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Deliveries;

/// <summary>Asks before a delivery is judged again, and says what would come of it.</summary>
[Authorize(Policy = Policies.Deployer)]
internal sealed class ReplayModel(Records records, ReplayPreview preview, DeliveryWork work) : PageModel
{
    internal Delivery Delivery { get; private set; } = null!;

    internal IReadOnlyList<ReplayEffect> Effects { get; private set; } = [];

    internal IReadOnlyList<string> Projects => [.. Effects.Select(effect => effect.Project).Distinct(StringComparer.Ordinal)];

    public IActionResult OnGet(long id)
    {
        if (records.Deliveries.Find(id) is not { } delivery) return NotFound();
        if (delivery.Verdict == DeliveryVerdict.Rejected) return Redirect($"/deliveries/{id}");
        Delivery = delivery;
        Effects = preview.Of(delivery);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, string? project)
    {
        var only = string.IsNullOrEmpty(project) ? null : project;
        if (records.Deliveries.Find(id) is null) return NotFound();
        if (await work.ReplayAsync(id, only, Actor.Of(HttpContext)) is not { Builds: [var single] }) return Redirect(Home(id, only));
        return Redirect($"/projects/{single.Project}/builds/{single.Number}");
    }

    private static string Home(long id, string? project) => $"/deliveries/{id}{Query.Of(("project", project))}";
}
