using System.Globalization;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Deliveries;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages.Projects;

/// <summary>Tries a project's trigger rules; nothing is started or kept, so anybody who may read may try.</summary>
[RequestSizeLimit(2 * 1024 * 1024)]
internal sealed class TriggerTestModel(Records records, DryRun dryRun, DeliveryLines lines) : PageModel
{
    private const int Offered = 20;

    internal Project Project { get; private set; } = null!;

    internal TriggerTestForm Form { get; private set; } = new();

    internal IReadOnlyList<FieldError> Errors { get; private set; } = [];

    internal TriggerVerdict? Verdict { get; private set; }

    /// <summary>Past deliveries to choose from, one row each.</summary>
    internal IReadOnlyList<DeliveryLine> Choices { get; private set; } = [];

    /// <summary>The rules known now let it start; only the repository can answer the last one.</summary>
    internal bool IsOpen => Verdict is { Starts: true } && Verdict.Trace.Any(step => step is { Rule: TriggerRules.Paths, Outcome: TriggerOutcome.Later });

    /// <summary>The commits of the delivery that was tried, to ask git about.</summary>
    internal TriggerTestForm? Range => long.TryParse(Form.Delivery, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && records.Deliveries.Pushes(id).GetValueOrDefault(id)?.FirstOrDefault(push => RepositoryRules.SameRepository(Project.RepositoryUrl, push)) is { Before: not null, PullRequest: null } push
            ? new() { From = push.Before, To = push.After, Branch = RepositoryRules.BranchOf(push.Ref), Tag = RepositoryRules.TagOf(push.Ref) }
            : null;

    public async Task<IActionResult> OnGetAsync(string project, long? delivery)
    {
        if (!Read(project)) return NotFound();
        if (delivery is not { } id) return Page();
        Form = new() { Way = TriggerTestForm.Deliveries, Delivery = id.ToString(CultureInfo.InvariantCulture) };
        await TryAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string project, TriggerTestForm form)
    {
        if (!Read(project)) return NotFound();
        Form = form;
        await TryAsync();
        return Page();
    }

    private async Task TryAsync()
    {
        var body = Form.Read();
        Errors = body.Check();
        if (Errors.Count > 0) return;
        var reference = body.Tag is { } tag ? "refs/tags/" + tag : "refs/heads/" + (body.Branch ?? Project.Branch);
        try
        {
            Verdict = body switch
            {
                { Delivery: { } delivery } => dryRun.OfDelivery(Project, delivery),
                { From: { } from } => await dryRun.OfCommitsAsync(Project, reference, from.ToLowerInvariant(), body.To?.ToLowerInvariant(), HttpContext.RequestAborted),
                _ => DryRun.OfPaths(Project, reference, body.Message, body.Paths!),
            };
            if (Verdict is null) Errors = [new("delivery", "There is no delivery with this id that holds a push of the project's repository.")];
        }
        catch (PipelineException failed)
        {
            Errors = [new("from", $"{failed.Message} {failed.NextAction}")];
        }
    }

    private bool Read(string project)
    {
        if (records.Projects.Find(project) is not { } found) return false;
        Project = found;
        var filter = new DeliveryFilter(Project: found.Name);
        Choices = [.. lines.Of(records.Deliveries.List(filter, Offered), filter).Where(line => line.Push is not null).DistinctBy(line => line.Delivery.Id)];
        return true;
    }
}
