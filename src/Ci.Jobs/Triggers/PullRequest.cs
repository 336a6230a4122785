namespace Ci.Jobs.Triggers;

/// <summary>
/// The proposal that a push belongs to (a merge request at GitLab): the push's ref holds its head commit. FromFork: its commits come
/// from another repository, whose owner may be a stranger.
/// </summary>
public sealed record PullRequest(int Number, string Title, string SourceBranch, string TargetBranch, bool FromFork);
