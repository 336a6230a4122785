namespace Hangfire.Sqlite.Tests.Contract;

/// <summary>Where the other storage differs from ours. What is not named here is the same.</summary>
public sealed record Differences
{
    /// <summary>A range of a set follows insertion; otherwise the score.</summary>
    public bool SetsKeepInsertionOrder { get; init; } = true;

    /// <summary>A job given back keeps its place; otherwise it goes to the end.</summary>
    public bool RequeuedComesFirst { get; init; } = true;

    /// <summary>A fetched job stays in its queue, is listed there, and waits again when disposed; otherwise fetching removes it.</summary>
    public bool FetchedJobsStay { get; init; } = true;

    /// <summary>The lock of a transaction is held until it is disposed; otherwise until it commits.</summary>
    public bool LocksOutlastCommit { get; init; } = true;

    /// <summary>Any expiry is kept; otherwise a maximum of hours.</summary>
    public bool KeepsLongExpiry { get; init; } = true;

    /// <summary>What "no expiry" reads as.</summary>
    public double NoTtlSeconds { get; init; } = -1;
}
