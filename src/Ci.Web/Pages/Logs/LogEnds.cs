using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Logs;

namespace Ci.Web.Pages.Logs;

/// <summary>Reads the ends of logs for pages.</summary>
internal sealed class LogEnds(LogFolder logs)
{
    public LogView Of(Build build) =>
        Read(new(build.Project, LogKind.Build, build.Number), build.StartedAt ?? build.QueuedAt, !BuildRules.IsOpen(build.State));

    /// <summary>A deployment writes until it is retired or has failed.</summary>
    public LogView Of(Deployment deployment) =>
        Read(new(deployment.Project, LogKind.Deployment, deployment.Number), deployment.StartedAt ?? deployment.QueuedAt, deployment.FinishedAt is not null);

    private LogView Read(LogKey key, DateTimeOffset start, bool over)
    {
        var total = logs.Count(key);
        var lines = logs.Read(key, Math.Max(1, total - LogView.Lines + 1), LogView.Lines);
        return new(key.Kind.ToString().ToLowerInvariant(), key.Project, key.Number, [.. lines.Select(LogRow.Of)], Math.Max(total, lines.Count), start)
        {
            Over = over,
        };
    }
}
