namespace Ci.Jobs.Builds;

/// <summary>
/// A commit that is there to be built: its whole id, the first line of its message, who wrote it, the mirror that holds it, and the
/// word in its message that asks not to build it. The texts come from the repository.
/// </summary>
internal sealed record Checkout(
    string Commit,
    string Message,
    string Author,
    string? AuthorEmail,
    DateTimeOffset CommittedAt,
    string MirrorPath,
    string? SkipWord)
{
    /// <summary>The ref stood at this commit when it was fetched.</summary>
    public bool IsTip { get; init; }
}
