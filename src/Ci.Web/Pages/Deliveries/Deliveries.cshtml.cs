using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Deliveries;

internal sealed class DeliveriesModel(Records records, DeliveryLines lines, Wall wall) : PageModel
{
    private const int PerPage = 50;

    internal DeliveriesView View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Verdict { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Project { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Provider { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public void OnGet()
    {
        // A verdict that there is not narrows nothing.
        var verdict = Enum.TryParse<DeliveryVerdict>(Verdict, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : (DeliveryVerdict?)null;
        var filter = new DeliveryFilter(verdict, Given(Project), Given(Provider), Given(Q), Before);
        var shown = records.Deliveries.List(filter, PerPage + 1);
        var page = shown.Take(PerPage).ToList();
        var today = TimeZoneInfo.ConvertTime(wall.Now, wall.Zone);
        View = new()
        {
            Lines = lines.Of(page, filter),
            Shown = page.Count,
            Total = records.Deliveries.Count(filter),
            Today = records.Deliveries.CountSince(today - today.TimeOfDay),
            Filter = filter,
            Projects = [.. records.Projects.List().Select(project => project.Name)],
            Last = shown.Count > PerPage ? page[^1].Id : null,
        };
    }

    public IActionResult OnGetLive()
    {
        OnGet();
        return Partial("Deliveries/_Deliveries", View);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
