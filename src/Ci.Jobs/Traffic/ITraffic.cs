namespace Ci.Jobs.Traffic;

/// <summary>
/// The control of the reverse proxy: which slot gets a project's requests, and how a slot is left without failing one.
/// Every member may be called at any time and from several threads; changes of the table happen one after the other.
/// </summary>
public interface ITraffic
{
    /// <summary>The table new requests are routed by, and the one a restart begins with.</summary>
    RouteTable Current { get; }

    /// <summary>
    /// Sends the project's requests to this slot: saved first, then in force for every request not yet claimed. Requests
    /// claimed before stay where they are. Repeating a call is harmless. A slot pointed at after its drain begins anew.
    /// </summary>
    /// <returns>The table with the route in force.</returns>
    /// <exception cref="RouteFileException">The table could not be saved; the routes are as before.</exception>
    /// <exception cref="ArgumentException">The route cannot be used; the message says why.</exception>
    Task<RouteTable> PointAsync(SlotRoute route, CancellationToken cancellation);

    /// <summary>Forgets the project; its visitors get "not found". Drain its slot afterwards. Removing it twice is harmless.</summary>
    Task<RouteTable> RemoveAsync(string project, CancellationToken cancellation);

    /// <summary>
    /// Lets the slot's requests and long-lived connections end until the time is up, then closes the long-lived ones the proper
    /// way (a WebSocket with 1012, an event stream by its end), then cuts what is left. A slot the proxy has no request for
    /// is drained at once. Canceled, the slot keeps draining and the call can be repeated.
    /// </summary>
    /// <exception cref="InvalidOperationException">The slot is still pointed at.</exception>
    Task<DrainReport> DrainAsync(
        string project, string environment, string slot, int deployment, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>The numbers of every slot that is live or not drained yet.</summary>
    IReadOnlyList<SlotTraffic> Read();
}
