using System.Globalization;
using Ci.Jobs.Projects;
using Ci.Web.Access;
using Ci.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Settings;

/// <summary>Asks before a webhook secret is replaced, or a project gets its first.</summary>
[Authorize(Policy = Policies.Admin)]
internal sealed class RotateModel(ProjectStore projects, SecretWork secrets) : PageModel
{
    internal SecretView View { get; private set; } = null!;

    /// <summary>Projects that go on with a secret of their own.</summary>
    internal int Others { get; private set; }

    internal string Overlap { get; private set; } = SecretWork.UsualOverlap.ToString(CultureInfo.InvariantCulture);

    internal string? Error { get; private set; }

    public IActionResult OnGet(string? project)
    {
        var all = projects.List();
        var found = all.FirstOrDefault(one => one.Name == project);
        if (project is not null && found is null) return NotFound();
        View = new(found, secrets.Current(found));
        Others = all.Count(one => secrets.Current(one).Count > 0);
        return Page();
    }

    public IActionResult OnPost(string? project, string? overlapHours)
    {
        var page = OnGet(project);
        if (page is not PageResult) return page;
        // A first secret has nothing to overlap with; of another, nothing typed is no decision to end the old one at once.
        Overlap = overlapHours ?? (View.Newest is null ? "0" : "");
        if (!double.TryParse(Overlap, NumberStyles.Float, CultureInfo.InvariantCulture, out var hours)) Error = $"\"{Overlap}\" is not a number of hours.";
        else Error = SecretWork.CheckOverlap(hours)?.Message;
        if (Error is not null) return page;
        secrets.Rotate(View.Project, hours, Actor.Of(HttpContext));
        Once.Allow(TempData, User.Identity!.Name!, View.Home);
        return Redirect($"{View.Home}#secret");
    }
}
