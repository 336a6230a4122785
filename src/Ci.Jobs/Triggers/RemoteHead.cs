namespace Ci.Jobs.Triggers;

/// <summary>Where a ref of a repository stands.</summary>
/// <param name="Ref">Its whole name.</param>
/// <param name="Commit">Whole id; of the commit, also for an annotated tag.</param>
public sealed record RemoteHead(string Ref, string Commit)
{
    /// <summary>An annotated tag's own id, which some forges tell instead of the commit's; null for everything else.</summary>
    public string? TagObject { get; init; }

    public bool Is(string? id) => id is not null && (id == Commit || id == TagObject);
}
