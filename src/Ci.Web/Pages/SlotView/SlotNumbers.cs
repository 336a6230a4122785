namespace Ci.Web.Pages.SlotView;

/// <summary>What the proxy counted for one slot lately.</summary>
/// <param name="Deployment">Number of the deployment in the slot.</param>
/// <param name="PerSecond">Requests a second over the last seconds; null while there are too few readings.</param>
/// <param name="Requests">Answers within the window.</param>
/// <param name="Errors">Of these, 5xx and broken ones.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="Sockets">Long-lived connections open.</param>
internal sealed record SlotNumbers(int Deployment, double? PerSecond, long Requests, long Errors, int InFlight, int Sockets);
