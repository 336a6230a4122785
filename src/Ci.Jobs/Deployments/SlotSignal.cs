using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Deployments;

/// <summary>Wakes the watch over slots after a switch.</summary>
public sealed class SlotSignal(TimeProvider time) : WakeSignal(time);
