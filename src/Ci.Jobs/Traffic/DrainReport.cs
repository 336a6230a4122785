namespace Ci.Jobs.Traffic;

/// <summary>How a slot was left.</summary>
/// <param name="Finished">Requests and long-lived connections that ended by themselves.</param>
/// <param name="Longest">The longest total duration of a request that ended during the drain; zero if none did.</param>
/// <param name="Closed">Long-lived connections the proxy closed properly.</param>
/// <param name="Aborted">Requests and connections that were cut.</param>
/// <param name="Took">The duration of the drain.</param>
public sealed record DrainReport(int Finished, TimeSpan Longest, int Closed, int Aborted, TimeSpan Took)
{
    public static DrainReport Nothing { get; } = new(0, TimeSpan.Zero, 0, 0, TimeSpan.Zero);
}
