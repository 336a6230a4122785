using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>What a delivery's page shows, headers and body aside.</summary>
internal sealed record DeliveryView
{
    public required Delivery Delivery { get; init; }

    public required IReadOnlyList<Push> Pushes { get; init; }

    public required IReadOnlyList<ProjectVerdict> Verdicts { get; init; }

    public required IReadOnlyList<Redelivery> Redeliveries { get; init; }

    /// <summary>The verdict whose rules are shown; null where the call concerned no project.</summary>
    public ProjectVerdict? Selected { get; init; }

    /// <summary>The selected verdict's project; null once it is being deleted.</summary>
    public Project? Project { get; init; }

    public string Title => DeliveryWords.Title(Delivery, Pushes);

    public Push? Push => Selected is null ? null : Pushes.FirstOrDefault(push => push.Ref == Selected.Ref);

    /// <summary>One that was rejected, or holds no push, has nothing to judge again.</summary>
    public bool CanReplay => Delivery.Verdict != DeliveryVerdict.Rejected && Pushes.Count > 0;

    public bool CanBuildAnyway => Project is not null && Selected is { Verdict: DeliveryVerdict.Skipped } && DeliveryWork.CanBuild(Push);

    public bool IsOffered => Project is not null && Selected is { Verdict: DeliveryVerdict.Offered };

    /// <summary>Several refs in one call: then a card has to say which.</summary>
    public bool NamesRefs => Verdicts.DistinctBy(verdict => verdict.Ref).Skip(1).Any();

    /// <param name="delivery">The call.</param>
    /// <param name="project">Whose verdict is asked for; otherwise the first that built nothing, because of it people come here.</param>
    /// <param name="reference">Of which ref, where there are several.</param>
    /// <param name="records">The rows.</param>
    public static DeliveryView Of(Delivery delivery, string? project, string? reference, Records records)
    {
        var verdicts = records.Deliveries.Verdicts(delivery.Id);
        var selected = verdicts.FirstOrDefault(verdict => verdict.Project == project && (reference is null || verdict.Ref == reference))
            ?? verdicts.FirstOrDefault(verdict => verdict.Verdict != DeliveryVerdict.Built)
            ?? (verdicts.Count > 0 ? verdicts[0] : null);
        return new()
        {
            Delivery = delivery,
            Pushes = records.Deliveries.Pushes(delivery.Id).GetValueOrDefault(delivery.Id) ?? [],
            Verdicts = verdicts,
            Redeliveries = records.Deliveries.Redeliveries(delivery.Id),
            Selected = selected,
            Project = selected is null ? null : records.Projects.Find(selected.Project) is { DeletingAt: null } found ? found : null,
        };
    }
}
