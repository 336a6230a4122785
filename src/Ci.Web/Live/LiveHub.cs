using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Ci.Web.Live;

/// <summary>What pages ask of the server while they are open. docs/live.md has the contract.</summary>
[Authorize]
internal sealed class LiveHub(RecentChanges recent, ChangeFeed feed, ProjectStore projects, LiveLogs logs, TimeProvider time) : Hub
{
    /// <summary>Starts to tell changes of a topic and answers what changed since a version.</summary>
    public async Task<Watching> Watch(string topic, long since)
    {
        var watched = Known(topic);
        await Groups.AddToGroupAsync(Context.ConnectionId, watched.Text);

        // In this order: what changes now is told twice rather than not at all.
        var version = feed.Version;
        return new Watching(version, time.GetUtcNow().ToUnixTimeMilliseconds(), recent.After(watched.Text, since));
    }

    public Task Unwatch(string topic) => Groups.RemoveFromGroupAsync(Context.ConnectionId, topic);

    public IAsyncEnumerable<LogItem> FollowLog(string project, int number, int fromLine, CancellationToken stop) =>
        Follow(Known($"build:{project}/{number}"), LogKind.Build, fromLine, stop);

    public IAsyncEnumerable<LogItem> FollowDeploymentLog(string project, int number, int fromLine, CancellationToken stop) =>
        Follow(Known($"deployment:{project}/{number}"), LogKind.Deployment, fromLine, stop);

    private IAsyncEnumerable<LogItem> Follow(LiveTopic topic, LogKind kind, int fromLine, CancellationToken stop) =>
        logs.FollowAsync(new LogKey(topic.Project, kind, topic.Number), fromLine, stop);

    private LiveTopic Known(string text)
    {
        if (!LiveTopic.TryParse(text, out var topic)) throw new HubException($"\"{(text.Length > 100 ? text[..100] : text)}\" is no topic.");
        if (topic.Project.Length > 0 && projects.Find(topic.Project) is null) throw new HubException($"There is no project {topic.Project}.");
        if (topic.Kind == "build" && logs.Find(new LogKey(topic.Project, LogKind.Build, topic.Number)) is null)
            throw new HubException($"The project {topic.Project} has no build #{topic.Number}.");
        if (topic.Kind == "deployment" && logs.Find(new LogKey(topic.Project, LogKind.Deployment, topic.Number)) is null)
            throw new HubException($"The project {topic.Project} has no deployment #{topic.Number}.");
        return topic;
    }
}
