namespace Ci.Jobs.Builds;

/// <summary>git failed; the message says why and what to do next, for the person who reads the build.</summary>
internal sealed class GitException(GitFailure failure, string message) : Exception(message)
{
    public GitFailure Failure { get; } = failure;

    public bool IsTransient => Failure <= GitFailure.TransferBroken;
}
