using Ci.Jobs.Traffic;

namespace Ci.Web.Pages.SlotView;

/// <summary>The proxy's counts at one instant.</summary>
internal sealed record SlotReading(DateTimeOffset At, IReadOnlyList<SlotTraffic> Slots);
