using System.Collections.Immutable;

namespace Ci.Jobs.Traffic;

/// <summary>Who gets which request: at most one route for a project and environment. Immutable; every change is a new version.</summary>
public sealed record RouteTable(long Version, ImmutableArray<SlotRoute> Routes)
{
    public static RouteTable Empty { get; } = new(0, []);

    /// <summary>The table in which this route has taken the place of the project's route in the same environment.</summary>
    public RouteTable With(SlotRoute route) => new(Version + 1, Routes.RemoveAll(r => SamePlace(r, route)).Add(route));

    /// <summary>The table without the project, in all environments; this very table when the project is not in it.</summary>
    public RouteTable Without(string project)
    {
        var rest = Routes.RemoveAll(r => r.Project == project);
        return rest.Length == Routes.Length ? this : new(Version + 1, rest);
    }

    public SlotRoute? Find(string project, string environment = SlotRoute.Production) =>
        Routes.FirstOrDefault(r => r.Project == project && r.Environment == environment);

    private static bool SamePlace(SlotRoute one, SlotRoute other) =>
        one.Project == other.Project && one.Environment == other.Environment;
}
