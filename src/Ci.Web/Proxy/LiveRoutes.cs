using System.Collections.Frozen;
using Ci.Jobs.Traffic;

namespace Ci.Web.Proxy;

/// <summary>One version of the route table with the slots behind it: what a request reads, as one snapshot.</summary>
internal sealed class LiveRoutes
{
    private readonly FrozenDictionary<string, LiveRoute>.AlternateLookup<ReadOnlySpan<char>> byProject;

    public LiveRoutes(RouteTable table, IEnumerable<SlotTarget> targets)
    {
        Table = table;
        byProject = table.Routes.Where(r => r.Environment == SlotRoute.Production)
            .ToFrozenDictionary(r => r.Project, r => new LiveRoute(r.Project, targets.FirstOrDefault(t => t.Route == r && !t.Gate.Draining)), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public RouteTable Table { get; }

    public LiveRoute? Find(ReadOnlySpan<char> project) => byProject.TryGetValue(project, out var route) ? route : null;
}
