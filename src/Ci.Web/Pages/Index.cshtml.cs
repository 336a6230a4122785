using Ci.Jobs.Pipeline;
using Ci.Web.Pages.Dashboard;
using Ci.Web.Pages.Shared;
using Ci.Web.Pages.SlotView;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages;

internal sealed class IndexModel(Records records, SlotMeter meter, BuildLines lines, Wall wall) : PageModel
{
    internal Overview Overview { get; private set; } = null!;

    public void OnGet() => Overview = Overview.Read(records, meter, lines.Read(), wall.Now);

    public IActionResult OnGetLive()
    {
        OnGet();
        return Partial("Dashboard/_Dashboard", Overview);
    }
}
