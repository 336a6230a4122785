using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Deployments;

/// <summary>What paces the watch over slots, and where it speaks.</summary>
internal sealed class SlotWatchClock(SlotSignal signal, TimeProvider time, ILogger<SlotWatchClock> log)
{
    public SlotSignal Signal { get; } = signal;

    public ILogger Log { get; } = log;

    public DateTimeOffset Now => time.GetUtcNow();
}
