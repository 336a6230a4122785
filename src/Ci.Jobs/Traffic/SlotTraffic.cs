namespace Ci.Jobs.Traffic;

/// <summary>The numbers of one slot since the proxy first sent it a request.</summary>
/// <param name="Route">The slot.</param>
/// <param name="Draining">No new request gets in.</param>
/// <param name="Requests">Requests that ended, those their client gave up included.</param>
/// <param name="ServerErrors">Answers of the application with a status of 500 or above.</param>
/// <param name="FailedForwards">Requests the application did not answer or did not answer to the end.</param>
/// <param name="InFlight">Requests under way now, without the long-lived connections.</param>
/// <param name="Open">WebSockets and event streams open now.</param>
/// <param name="Latency">The sum of the durations of ended requests, long-lived connections left out.</param>
public sealed record SlotTraffic(
    SlotRoute Route, bool Draining, long Requests, long ServerErrors, long FailedForwards, int InFlight, int Open, TimeSpan Latency);
