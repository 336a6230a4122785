using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Dashboard;

/// <summary>A build that runs or waits.</summary>
/// <param name="Build">The build.</param>
/// <param name="Progress">Null while it waits.</param>
/// <param name="Waits">Why it waits; empty while it runs.</param>
internal sealed record WorkItem(Build Build, BuildProgress? Progress, string Waits)
{
    public static WorkItem Running(Build build, TimeSpan? usual, DateTimeOffset now) => new(build, BuildProgress.Of(build, usual, now), "");

    /// <param name="build">The waiting build.</param>
    /// <param name="line">Who waits and who runs.</param>
    /// <param name="usual">Usual length of its project's builds.</param>
    /// <param name="now">Time of the reading.</param>
    public static WorkItem Waiting(Build build, BuildLine line, TimeSpan? usual, DateTimeOffset now)
    {
        // A worker that gets free goes to a project that waits for one already; then nobody knows when.
        var left = line.PlaceOf(build) is { Place: 2, After: { State: BuildState.Running } ahead } && !line.Open.Any(other => line.PlaceOf(other) is { Place: 1 })
            ? BuildProgress.Of(ahead, usual, now)?.Left
            : null;
        return new(build, null, $"{line.WaitsFor(build)}{(left is { } time ? $", in about {Durations.Clock(time)}" : "")}");
    }

    /// <summary>"Step 5, build".</summary>
    public string Step => Build.Steps.Count == 0 ? "Starting" : $"Step {Build.Steps.Count}, {Build.Steps[^1].Name.ToLowerInvariant()}";
}
