using Ci.Jobs.Traffic;

namespace Ci.Web.Pages.SlotView;

/// <summary>From counts that only grow to what happened lately.</summary>
internal static class SlotRates
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>A rate is taken over at least this long, so that it does not jump.</summary>
    private static readonly TimeSpan Smooth = TimeSpan.FromSeconds(10);

    /// <param name="project">Whose slots.</param>
    /// <param name="readings">Oldest first; the last is now.</param>
    public static IReadOnlyDictionary<int, SlotNumbers> Of(string project, IReadOnlyList<SlotReading> readings)
    {
        var now = readings[^1];
        return now.Slots.Where(slot => slot.Route.Project == project).DistinctBy(slot => slot.Route.Deployment)
            .ToDictionary(slot => slot.Route.Deployment, slot => Numbers(slot, now.At, readings));
    }

    private static SlotNumbers Numbers(SlotTraffic slot, DateTimeOffset now, IReadOnlyList<SlotReading> readings)
    {
        var past = readings.Select(reading => (reading.At, Slot: reading.Slots.FirstOrDefault(other => Same(other, slot)))).Where(pair => pair.Slot is not null && pair.Slot.Requests <= slot.Requests).ToList();
        var before = past.LastOrDefault(pair => now - pair.At >= Smooth);
        var oldest = past.Count > 0 ? past[0].Slot : null;
        // The counts began within the window when this is younger: the slot, or the whole server.
        var inside = now - readings[0].At < Window - Smooth || (oldest is not null && past[0].At > readings[0].At);
        return new(
            slot.Route.Deployment,
            before.Slot is null ? null : (slot.Requests - before.Slot.Requests) / (now - before.At).TotalSeconds,
            slot.Requests - (inside ? 0 : oldest?.Requests ?? 0),
            Errors(slot) - (inside || oldest is null ? 0 : Errors(oldest)),
            slot.InFlight,
            slot.Open);
    }

    private static bool Same(SlotTraffic one, SlotTraffic other) => one.Route.Project == other.Route.Project && one.Route.Deployment == other.Route.Deployment;

    private static long Errors(SlotTraffic slot) => slot.ServerErrors + slot.FailedForwards;
}
