using System.Runtime.CompilerServices;
using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Logs;

namespace Ci.Web.Live;

/// <summary>Logs together with the state of what they belong to.</summary>
internal sealed class LiveLogs(LogFolder logs, BuildStore builds, DeploymentStore deployments)
{
    public LogFolder Files => logs;

    /// <summary>State of the build or deployment, and whether it is over; null when there is none.</summary>
    public (string State, bool Over)? Find(LogKey key)
    {
        if (key.Kind == LogKind.Build)
            return builds.Find(key.Project, key.Number) is { } build ? (build.State.ToString(), !BuildRules.IsOpen(build.State)) : null;
        return deployments.Find(key.Project, key.Number) is { } deployment ? (deployment.State.ToString(), !DeploymentRules.IsOpen(deployment.State)) : null;
    }

    public LogItem Range(LogKey key, int from, int count)
    {
        var end = Find(key) is { Over: true } found ? found.State : null;
        var lines = logs.Read(key, from, count);
        var total = logs.Count(key);
        return LogItem.Of(from, lines, total, from + lines.Count > total ? end : null);
    }

    /// <summary>Backlog and live lines; the last item has the state it ended with.</summary>
    public async IAsyncEnumerable<LogItem> FollowAsync(LogKey key, int from, [EnumeratorCancellation] CancellationToken stop)
    {
        var next = Math.Max(from, 1);
        await foreach (var lines in logs.FollowAsync(key, next, () => Find(key) is not { Over: false }, stop))
        {
            yield return LogItem.Of(next, lines, Math.Max(logs.Count(key), next + lines.Count - 1));
            next += lines.Count;
        }

        yield return LogItem.Of(next, [], logs.Count(key), Find(key)?.State ?? "Deleted");
    }
}
