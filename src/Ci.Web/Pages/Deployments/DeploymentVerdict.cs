using Ci.Jobs.Deployments;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deployments;

/// <summary>Why a deployment ended, what it meant for the visitors, and what to do.</summary>
/// <param name="Look">Its state.</param>
/// <param name="Title">The reason.</param>
/// <param name="Effect">What it meant for the traffic.</param>
/// <param name="NextAction">What a person can do.</param>
internal sealed record DeploymentVerdict(Look Look, string Title, string Effect, string NextAction)
{
    /// <param name="deployment">The deployment.</param>
    /// <param name="live">What is live now, if anything.</param>
    public static DeploymentVerdict? Of(Deployment deployment, Deployment? live)
    {
        if (deployment.State is not (DeploymentState.RolledBack or DeploymentState.Failed or DeploymentState.RollingBack)) return null;
        var look = Badges.Of(deployment);
        var serving = live is null || live.Id == deployment.Id ? null : $"{live.Slot} #{live.ReleaseNumber}";
        var effect = (deployment.SwitchedAt, deployment.FinishedAt, serving) switch
        {
            (null, _, { } name) => $"Traffic never left {name}.",
            (null, _, null) => "No traffic was moved. Nothing is live.",
            ({ } from, { } to, { } name) => $"Traffic went back to {name} after {Durations.Rough(to - from)}.",
            (_, _, { } name) => $"Traffic goes back to {name}.",
            _ => "Nothing is live.",
        };
        return new(look, $"{look.Word}: {Words.Clause(deployment.Reason)}", effect, deployment.NextAction ?? "");
    }
}
