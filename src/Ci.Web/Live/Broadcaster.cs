using Ci.Jobs.Pipeline;
using Microsoft.AspNetCore.SignalR;

namespace Ci.Web.Live;

/// <summary>Tells changes to the pages that watch them.</summary>
internal sealed partial class Broadcaster(ChangeFeed feed, RecentChanges recent, IHubContext<LiveHub> hub, TimeProvider time, ILogger<Broadcaster> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var expected = feed.Version + 1;
        await foreach (var change in feed.Listen(stoppingToken))
        {
            if (change.Version > expected) TellEverything(change.Version);
            expected = Math.Max(expected, change.Version + 1);
            recent.Add(change);
            foreach (var topic in LiveTopic.Of(change)) _ = TellAsync(hub.Clients.Group(topic), Changed.Of(change, topic, time));
        }
    }

    // The feed drops hints for a slow listener; then every page reads everything again.
    private void TellEverything(long version)
    {
        recent.Forget(version - 1);
        _ = TellAsync(hub.Clients.All, Changed.Unknown(LiveTopic.Everything, version, time));
    }

    // One page that reads slowly must not hold up the others, so nobody waits here. It is cut off by its own timeout.
    private async Task TellAsync(IClientProxy clients, Changed changed)
    {
        try
        {
            await clients.SendAsync("changed", changed);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or InvalidOperationException)
        {
            LogLost(logger, changed.Id, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change of {Id} could not be told to the pages that watch it.")]
    private static partial void LogLost(ILogger logger, string id, Exception failure);
}
