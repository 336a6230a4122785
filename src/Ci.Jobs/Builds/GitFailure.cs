namespace Ci.Jobs.Builds;

/// <summary>Why git could not do its part; those up to <see cref="TransferBroken"/> may pass when tried again.</summary>
internal enum GitFailure
{
    HostUnknown,
    Unreachable,
    TimedOut,
    TransferBroken,
    NeedsCredentials,
    Untrusted,
    RepositoryNotFound,
    Redirected,
    BranchNotFound,
    CommitNotOnBranch,
    NotAllowed,
    TooLarge,
    DiskFull,
    NotInstalled,
    Other,
}
