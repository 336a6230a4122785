namespace Ci.Web.Proxy;

/// <summary>A known project and its live slot, if it has one.</summary>
internal sealed record LiveRoute(string Project, SlotTarget? Target);
