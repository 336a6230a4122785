using Ci.Jobs.Builds;

namespace Ci.Web.Pages.Shared;

/// <summary>How long a project's builds usually take.</summary>
internal static class Estimates
{
    private const int Fewest = 3, Most = 10;

    /// <summary>The median of the last successful builds, newest first; null while there are too few to say. A failed build ends early and would spoil it.</summary>
    public static TimeSpan? Usual(IEnumerable<Build> builds)
    {
        var lengths = Successful(builds).Take(Most).Order().ToList();
        if (lengths.Count < Fewest) return null;
        var middle = lengths.Count / 2;
        return lengths.Count % 2 == 1 ? lengths[middle] : (lengths[middle - 1] + lengths[middle]) / 2;
    }

    public static IEnumerable<TimeSpan> Successful(IEnumerable<Build> builds) => builds
        .Where(build => build is { State: BuildState.Succeeded, StartedAt: not null, FinishedAt: not null })
        .Select(build => build.FinishedAt!.Value - build.StartedAt!.Value);
}
