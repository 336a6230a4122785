namespace Ci.Jobs.Triggers;

/// <summary>
/// A ref moved: the event every provider's webhook is read into. Its texts come from strangers, shortened to a line.
/// Repository is <c>owner/name</c> (owners may be nested), or empty when the call leaves it to its address to say which project is meant;
/// Ref is the full name such as <c>refs/heads/main</c>. Before is null when the ref is new or the call does not tell. After is null when
/// the ref was deleted (then Deleted is set), or when the call tells no whole hash: then the tip of the ref is meant. An annotated tag's
/// After may be the tag's own object. Forced is set only by providers that tell it. HeadMessage is the first line of the newest commit's
/// message.
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

    /// <summary>The word, such as <c>[skip ci]</c>, by which the newest commit's whole message asks not to be built.</summary>
    public string? SkipWord { get; init; }

    /// <summary>Set when the push is a pull request's head and not a branch or tag that moved.</summary>
    public PullRequest? PullRequest { get; init; }
}
