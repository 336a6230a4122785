namespace Hangfire.Sqlite.Tests.Contract;

/// <summary>Where two right storages differ: what the contract leaves open.</summary>
/// <param name="SetsKeepInsertionOrder">A range of a set follows insertion; otherwise the score.</param>
/// <param name="RequeuedComesFirst">A job given back keeps its place; otherwise it goes to the end.</param>
/// <param name="ShowsFetchedJobs">Jobs in work are listed with their queue.</param>
/// <param name="AcknowledgesInTransaction">A fetched job stays in its queue until the transaction commits.</param>
public sealed record Differences(
    bool SetsKeepInsertionOrder, bool RequeuedComesFirst, bool ShowsFetchedJobs, bool AcknowledgesInTransaction);
