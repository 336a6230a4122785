namespace Ci.Jobs.Deployments;

/// <summary>What the switch meant for the people who used the application meanwhile.</summary>
/// <param name="Drained">Requests and sockets that were open on the old slot at the switch.</param>
/// <param name="LongestMs">The longest of them after the switch.</param>
/// <param name="SocketsClosed">Long-lived connections closed properly at the end of the drain.</param>
/// <param name="Aborted">Requests cut because they passed the drain's time limit.</param>
public sealed record SwitchReport(int Drained, long LongestMs, int SocketsClosed, int Aborted);
