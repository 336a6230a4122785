using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>Reads deliveries as rows.</summary>
internal sealed class DeliveryLines(Records records)
{
    /// <summary>One row for each verdict that the filter lets through, newest delivery first.</summary>
    public IReadOnlyList<DeliveryLine> Of(IReadOnlyList<Delivery> deliveries, DeliveryFilter filter)
    {
        var ids = deliveries.Select(delivery => delivery.Id).ToList();
        var verdicts = records.Deliveries.Verdicts(ids).ToLookup(verdict => verdict.DeliveryId);
        var pushes = records.Deliveries.Pushes(ids);
        var open = new Lazy<IReadOnlyList<Build>>(records.Builds.Open);
        return [.. deliveries.SelectMany(delivery => Lines(delivery, pushes.GetValueOrDefault(delivery.Id) ?? [], [.. verdicts[delivery.Id]]))];

        IEnumerable<DeliveryLine> Lines(Delivery delivery, IReadOnlyList<Push> told, IReadOnlyList<ProjectVerdict> all) => all.Count == 0
            ? [new(delivery, null, told.Count > 0 ? told[0] : null, null)]
            : all.Where(verdict => (filter.Verdict ?? verdict.Verdict) == verdict.Verdict && (filter.Project ?? verdict.Project) == verdict.Project)
                .Select(verdict => new DeliveryLine(delivery, verdict, told.FirstOrDefault(push => push.Ref == verdict.Ref), Story(verdict, open)));
    }

    /// <summary>The newest delivery of a project; one that was rejected while it waits for its first; null while there is none.</summary>
    public DeliveryLine? Last(Project project)
    {
        if (Newest(new(Project: project.Name)) is [var own, ..]) return own;
        // Nothing in a call that was not proven can be believed, so any of them may have been meant for this project.
        return Newest(new(DeliveryVerdict.Rejected)) is [{ Delivery: { Address: "" } call } refused] && call.ReceivedAt >= project.CreatedAt ? refused : null;
    }

    public BuildStory? Story(ProjectVerdict verdict) => Story(verdict, new(records.Builds.Open));

    private IReadOnlyList<DeliveryLine> Newest(DeliveryFilter filter) => Of(records.Deliveries.List(filter, 1), filter);

    private BuildStory? Story(ProjectVerdict verdict, Lazy<IReadOnlyList<Build>> open)
    {
        if (verdict is not { Verdict: DeliveryVerdict.Built, BuildNumber: { } number } || records.Builds.Find(verdict.Project, number) is not { } build) return null;
        var deployment = build.State == BuildState.Succeeded && records.Deployments.OfRelease(build.Project, build.Number) is [var last, ..] ? last : null;
        var ahead = build.State == BuildState.Queued ? open.Value.LastOrDefault(other => other.ProjectId == build.ProjectId && other.Number < build.Number) : null;
        return BuildStory.Of(build, deployment, ahead);
    }
}
