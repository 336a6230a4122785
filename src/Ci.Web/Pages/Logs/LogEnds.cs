using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;

namespace Ci.Web.Pages.Logs;

/// <summary>Reads the ends of logs for pages.</summary>
internal sealed class LogEnds
{
    public LogView Of(Build build) => new("build", build.Project, build.Number, [], 0, build.StartedAt ?? build.QueuedAt)
    {
        Over = !BuildRules.IsOpen(build.State),
        Raw = $"/api/builds/{build.Id}/logs",
    };

    public LogView Of(Deployment deployment) => new("deployment", deployment.Project, deployment.Number, [], 0, deployment.StartedAt ?? deployment.QueuedAt)
    {
        Over = deployment.FinishedAt is not null,
        Raw = $"/api/deployments/{deployment.Id}/logs",
    };
}
