using Ci.Jobs.Builds;
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
    /// <param name="ahead">The project's running build, if any.</param>
    /// <param name="usual">Its usual length.</param>
    /// <param name="now">Time of the reading.</param>
    public static WorkItem Waiting(Build build, Build? ahead, TimeSpan? usual, DateTimeOffset now)
    {
        if (ahead is null) return new(build, null, "Starts when a worker is free");
        var left = BuildProgress.Of(ahead, usual, now)?.Left;
        return new(build, null, $"Starts after {ahead.Project} #{ahead.Number}{(left is { } time ? $", in about {Durations.Clock(time)}" : "")}");
    }

    /// <summary>"Step 5, build".</summary>
    public string Step => Build.Steps.Count == 0 ? "Starting" : $"Step {Build.Steps.Count}, {Build.Steps[^1].Name.ToLowerInvariant()}";
}
