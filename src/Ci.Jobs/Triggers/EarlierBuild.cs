namespace Ci.Jobs.Triggers;

/// <summary>The newest build of a ref that a push started.</summary>
public sealed record EarlierBuild(long Number, string? CommitHash);
