using Ci.Jobs.Pipeline;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Deployments;

/// <summary>Lease, clock and signals of what happens after a switch.</summary>
internal sealed class DrainLease(Lease lease, PipelineSignal pipeline, SlotSignal slots, TimeProvider time, ILogger<DrainLease> log)
{
    public TimeProvider Time { get; } = time;

    public ILogger Log { get; } = log;

    public string Begin() => lease.Begin();

    public void End(string owner) => lease.End(owner);

    public bool IsAlive(string? owner) => lease.IsAlive(owner);

    /// <summary>A deployment left its place: the next one may begin, and the watch has something new to observe.</summary>
    public void Wake()
    {
        pipeline.Wake();
        slots.Wake();
    }
}
