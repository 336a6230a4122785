using System.Globalization;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Deployments;

/// <summary>When a release that already has traffic must give it back.</summary>
public static class RollbackRules
{
    /// <summary>The deployment whose release a person means by "the one before": the last that was live with another release.</summary>
    /// <param name="live">What is live now, if anything.</param>
    /// <param name="deployments">The project's deployments, newest first.</param>
    public static Deployment? Earlier(Deployment? live, IEnumerable<Deployment> deployments) => deployments.FirstOrDefault(earlier =>
        earlier is { State: DeploymentState.Retired, LiveAt: not null }
        && earlier.ReleaseId != live?.ReleaseId
        && (live is null || earlier.Number < live.Number));

    /// <summary>Why the watched release is to be switched back; null while it is well.</summary>
    /// <param name="running">Its container runs.</param>
    /// <param name="requests">Answers since the switch.</param>
    /// <param name="errors">Of these, 5xx and broken ones.</param>
    /// <param name="deploy">The policy.</param>
    public static string? SwitchBack(bool running, long requests, long errors, DeploySettings deploy)
    {
        if (!running) return "The container stopped after the switch.";
        if (requests < deploy.MinRequests) return null;
        var percent = 100.0 * errors / requests;
        return percent > deploy.MaxErrorPercent
            ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.#} % of {requests} requests failed after the switch, limit {deploy.MaxErrorPercent:0.#} %.")
            : null;
    }
}
