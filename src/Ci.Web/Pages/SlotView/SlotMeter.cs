using Ci.Jobs.Traffic;

namespace Ci.Web.Pages.SlotView;

/// <summary>Reads the proxy's counts every few seconds and keeps five minutes of them: a rate needs two readings.</summary>
internal sealed class SlotMeter(ITraffic traffic, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private volatile IReadOnlyList<SlotReading> readings = [];

    /// <summary>Deployment the route table sends the project's requests to; null when there is none.</summary>
    public int? Routed(string project) => traffic.Current.Find(project) is { Serves: true } route ? route.Deployment : null;

    /// <summary>Numbers of the project's slots, by deployment.</summary>
    public IReadOnlyDictionary<int, SlotNumbers> Of(string project) => SlotRates.Of(project, [.. readings, Read()]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        do
        {
            var now = time.GetUtcNow();
            readings = [.. readings.Where(reading => now - reading.At <= SlotRates.Window), Read()];
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private SlotReading Read() => new(time.GetUtcNow(), traffic.Read());
}
