namespace Ci.Jobs.Triggers;

/// <summary>Where a ref of a repository stands.</summary>
/// <param name="Ref">Its whole name.</param>
/// <param name="Commit">Whole id; of the commit, also for an annotated tag.</param>
public sealed record RemoteHead(string Ref, string Commit);
