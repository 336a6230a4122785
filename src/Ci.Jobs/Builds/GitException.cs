using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Builds;

/// <summary>git could not do its part.</summary>
internal sealed class GitException(GitFailure failure, string reason, string nextAction) : PipelineException(reason, nextAction)
{
    public GitFailure Failure { get; } = failure;

    public bool IsTransient => Failure <= GitFailure.TransferBroken;
}
