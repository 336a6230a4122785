using Ci.Jobs.Projects;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.SlotView;

/// <summary>Reads what the slot picture of a project is drawn from.</summary>
internal sealed class SlotReadings(Records records, SlotMeter meter)
{
    private const int Recent = 50;

    public SlotFacts Of(Project project, DateTimeOffset now)
    {
        var deployments = records.Deployments.List(project.Id, Recent);
        var shown = deployments.Where(d => d.Slot is not null).DistinctBy(d => d.Slot).Concat(deployments.Where(d => d.State == Jobs.Deployments.DeploymentState.Live)).DistinctBy(d => d.Id);
        var probes = shown.SelectMany(d => records.Probes.List(d.Id).Select(probe => (d.Id, probe))).ToLookup(pair => pair.Id, pair => pair.probe);
        return new(project, deployments, probes, meter.Of(project.Name), meter.Routed(project.Name), now);
    }
}
