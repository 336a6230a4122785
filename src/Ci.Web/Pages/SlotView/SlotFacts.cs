using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;

namespace Ci.Web.Pages.SlotView;

/// <summary>Everything the slot picture is drawn from.</summary>
/// <param name="Project">With the settings of the next deployment.</param>
/// <param name="Deployments">Newest first.</param>
/// <param name="Probes">Of the deployments that are open, live or warm, by their id.</param>
/// <param name="Numbers">What the proxy counted, by deployment number.</param>
/// <param name="Routed">Number of the deployment the route table points at; null: by the states.</param>
/// <param name="Now">Time of the reading.</param>
internal sealed record SlotFacts(
    Project Project,
    IReadOnlyList<Deployment> Deployments,
    ILookup<long, Probe> Probes,
    IReadOnlyDictionary<int, SlotNumbers> Numbers,
    int? Routed,
    DateTimeOffset Now);
