namespace Ci.Jobs.Builds;

/// <summary>
/// A commit that is there to be built: its whole id, the first line of its message, who wrote it, and the mirror that holds it.
/// The texts come from the repository.
/// </summary>
internal sealed record Checkout(
    string Commit,
    string Message,
    string Author,
    string? AuthorEmail,
    DateTimeOffset CommittedAt,
    string MirrorPath);
