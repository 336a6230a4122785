namespace Ci.Jobs.Triggers;

/// <summary>What the patterns say of one file: the first that matches it, the exclusion that does, and whether it counts.</summary>
public sealed record PathMatch(string Path, string? Included, string? Excluded, bool Counts);
