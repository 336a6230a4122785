namespace Ci.Jobs.Builds;

/// <summary>One kind of dependency cache.</summary>
/// <param name="Directory">Where its volume is mounted in the build container.</param>
/// <param name="Environment">Variables that send the package manager there.</param>
public sealed record CacheKind(string Directory, IReadOnlyDictionary<string, string> Environment);
