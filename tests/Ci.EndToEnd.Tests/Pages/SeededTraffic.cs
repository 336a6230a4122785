using Ci.Jobs.Traffic;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>A proxy that has counted what the seed says and moves nothing.</summary>
internal sealed class SeededTraffic(RouteTable routes, IReadOnlyList<SlotTraffic> slots) : ITraffic
{
    public RouteTable Current { get; } = routes;

    public IReadOnlyList<SlotTraffic> Read() => slots;

    public Task<RouteTable> PointAsync(SlotRoute route, CancellationToken cancellation) => Task.FromResult(Current);

    public Task<RouteTable> RemoveAsync(string project, CancellationToken cancellation) => Task.FromResult(Current);

    public Task<DrainReport> DrainAsync(string project, string environment, string slot, int deployment, TimeSpan timeout, CancellationToken cancellation) =>
        Task.FromResult(DrainReport.Nothing);
}
