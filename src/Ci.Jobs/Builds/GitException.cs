using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Builds;

/// <summary>git could not do its part.</summary>
internal sealed class GitException(GitFailure failure, string reason, string nextAction) : PipelineException(reason, nextAction)
{
    public GitFailure Failure { get; } = failure;

    /// <summary>The commit was on the branch when it was last looked at.</summary>
    public bool ForcedAway { get; init; }

    public bool IsTransient => Failure <= GitFailure.TransferBroken;
}
