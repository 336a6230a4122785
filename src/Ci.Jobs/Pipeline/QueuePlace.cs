using Ci.Jobs.Builds;

namespace Ci.Jobs.Pipeline;

/// <summary>What a waiting build waits for.</summary>
/// <param name="Place">In its project's line; 1 when only a worker is missing.</param>
/// <param name="After">The build of its project right before it; null for the first.</param>
/// <param name="Busy">Builds that run, of all projects, oldest first.</param>
/// <param name="Workers">How many can run.</param>
public sealed record QueuePlace(int Place, Build? After, IReadOnlyList<Build> Busy, int Workers);
