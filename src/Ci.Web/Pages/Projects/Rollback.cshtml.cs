using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Web.Access;
using Ci.Web.Pages.Deployments;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Projects;

/// <summary>Asks before a release is made live without a build: an earlier one, or one that failed before it had traffic.</summary>
[Authorize(Policy = Policies.Deployer)]
internal sealed class RollbackModel(Records records, ProjectWork work, Wall wall) : PageModel
{
    private IReadOnlyList<Deployment> all = [];

    internal Project Project { get; private set; } = null!;

    internal Deployment? Live { get; private set; }

    internal Release Target { get; private set; } = null!;

    internal IReadOnlyList<VariableChange> Changes { get; private set; } = [];

    internal IReadOnlyList<Release> Undone { get; private set; } = [];

    internal IReadOnlyList<Deployment> Others { get; private set; } = [];

    internal bool WasLive => all.Any(d => d.ReleaseId == Target.Id && d.LiveAt is not null);

    /// <summary>Until when its container runs; null when it does not.</summary>
    internal DateTimeOffset? Warm => all.FirstOrDefault(d => d.ReleaseId == Target.Id && d.WarmUntil > wall.Now)?.WarmUntil;

    internal string Slot => Slots.Idle(Live?.Slot);

    internal int Waiting => records.Builds.Open().Count(build => build.ProjectId == Project.Id);

    internal string Effect => (Live, Warm) switch
    {
        ({ } live, not null) => $"Traffic moves from {live.Slot} #{live.ReleaseNumber} to {Slot} #{Target.Number} in about 1 s. {Slot} is still warm. Requests under way finish on {live.Slot}.",
        ({ } live, null) => $"#{Target.Number} is started on {Slot} and checked; then traffic moves from {live.Slot} #{live.ReleaseNumber}. Until it is healthy nothing changes. Requests under way finish on {live.Slot}.",
        _ => $"#{Target.Number} is started on {Slot} and gets the traffic once it is healthy.",
    };

    public IActionResult OnGet(string project, int? to)
    {
        if (records.Projects.Find(project) is not { DeletingAt: null } found) return NotFound();
        Project = found;
        all = records.Deployments.List(found.Id, 100);
        Live = all.FirstOrDefault(d => d.State == DeploymentState.Live);
        var choices = all.Where(d => d.LiveAt is not null && d.ReleaseId != Live?.ReleaseId).DistinctBy(d => d.ReleaseId).ToList();
        var wanted = to ?? choices.FirstOrDefault()?.ReleaseNumber;
        if (wanted is null || records.Releases.Find(project, wanted.Value) is not { } target || target.Id == Live?.ReleaseId) return Redirect($"/projects/{project}");
        Target = target;
        Others = [.. choices.Where(d => d.ReleaseId != target.Id).Take(5)];
        Compare(found);
        return Page();
    }

    public IActionResult OnPost(string project, int? to)
    {
        var page = OnGet(project, to);
        if (page is not PageResult) return page;
        var deployment = work.RollBack(Target, Actor.Of(HttpContext));
        return Redirect($"/projects/{project}/deployments/{deployment.Number}");
    }

    private void Compare(Project project)
    {
        if (Live is null) return;
        var (from, until) = (Target.Number, Live.ReleaseNumber);
        Undone = [.. records.Releases.List(project.Id, 100).Where(release => release.Number > from && release.Number <= until)];
        Changes = records.Releases.Find(Live.ReleaseId) is { } now ? VariableChange.Between(now.Settings.Run.Environment, Target.Settings.Run.Environment) : [];
    }
}
