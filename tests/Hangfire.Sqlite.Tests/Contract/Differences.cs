namespace Hangfire.Sqlite.Tests.Contract;

/// <summary>Where another storage differs from ours. What is not named here is the same.</summary>
public sealed record Differences
{
    /// <summary>Features it does not declare. Using one is refused, but for the extended API, which is older than its declaration.</summary>
    public string[] Undeclared { get; init; } = [];

    /// <summary>A range of a set follows insertion; otherwise the score.</summary>
    public bool SetsKeepInsertionOrder { get; init; } = true;

    /// <summary>A range may be added that holds values of the set; otherwise the transaction fails.</summary>
    public bool RangesMayRepeatValues { get; init; } = true;

    /// <summary>Of several queues the one named first is served first; otherwise the first by the alphabet.</summary>
    public bool ServesQueuesAsNamed { get; init; } = true;

    /// <summary>A job given back keeps its place; otherwise it goes to the end.</summary>
    public bool RequeuedComesFirst { get; init; } = true;

    /// <summary>A fetched job stays in its queue, is listed there, and waits again when disposed; otherwise fetching removes it.</summary>
    public bool FetchedJobsStay { get; init; } = true;

    /// <summary>A job is read together with its parameters; otherwise each of them is read by itself.</summary>
    public bool JobsComeWithParameters { get; init; } = true;

    /// <summary>Changes to a job that is gone do nothing; otherwise the database refuses them.</summary>
    public bool UnknownJobsAreLeftAlone { get; init; } = true;

    /// <summary>An id that is no number is as unknown as any other; otherwise it is an error.</summary>
    public bool OddIdsAreNobody { get; init; } = true;

    /// <summary>Scheduled jobs are listed oldest first; otherwise newest first, as the finished ones.</summary>
    public bool ListsScheduledOldestFirst { get; init; } = true;

    /// <summary>The statistics have the number of retries; otherwise nothing.</summary>
    public bool CountsRetries { get; init; } = true;

    /// <summary>A connection that is closed frees its locks; otherwise they stay until they are too old.</summary>
    public bool LocksEndWithTheirConnection { get; init; } = true;

    /// <summary>The lock of a transaction is held until it is disposed; otherwise until it commits.</summary>
    public bool LocksOutlastCommit { get; init; } = true;

    /// <summary>What stands before the name of a lock when it is refused.</summary>
    public string LockPrefix { get; init; } = "";

    /// <summary>Any expiry is kept; otherwise a maximum of hours.</summary>
    public bool KeepsLongExpiry { get; init; } = true;

    /// <summary>What "no expiry" reads as.</summary>
    public double NoTtlSeconds { get; init; } = -1;
}
