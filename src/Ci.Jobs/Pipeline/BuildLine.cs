using Ci.Jobs.Builds;

namespace Ci.Jobs.Pipeline;

/// <summary>The open builds of all projects, oldest first, and the workers there are for them, at one moment.</summary>
public sealed record BuildLine(IReadOnlyList<Build> Open, int Workers)
{
    public QueuePlace? PlaceOf(Build build) => QueueRules.PlaceOf(build, Open, Workers);

    /// <summary>What the build waits for, in words; null when it does not wait.</summary>
    public string? WaitsFor(Build build) => QueueRules.WaitsFor(build, Open, Workers);
}
