namespace Ci.Jobs.Triggers;

/// <summary>
/// A ref moved: the event every provider's webhook is read into. Its texts come from strangers.
/// Repository is <c>owner/name</c> (owners may be nested), Ref the full name such as <c>refs/heads/main</c>; Before is null when the
/// ref is new and After when it was deleted; HeadMessage is the first line of the newest commit's message, shortened.
/// </summary>
public sealed record Push(
    string Repository,
    string? CloneUrl,
    string? SshUrl,
    string Ref,
    string? Before,
    string? After,
    string Pusher,
    string? HeadMessage,
    string? HeadAuthor,
    bool Deleted,
    bool Forced)
{
    /// <summary>
    /// Files the payload says were changed, without doubles. Providers cut or leave out their lists, so a file here proves a change and a
    /// missing one nothing.
    /// </summary>
    public IReadOnlyList<string> ChangedPaths { get; init; } = [];

    /// <summary>The word in the newest commit's message that asks not to build it, such as <c>[skip ci]</c>.</summary>
    public string? SkipWord { get; init; }

    /// <summary>Set when the push is a pull request's head and not a branch or tag that moved.</summary>
    public PullRequest? PullRequest { get; init; }
}
