using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Web.Pages.Logs;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deployments;

/// <summary>What a deployment's page shows.</summary>
internal sealed record DeploymentView
{
    public required Deployment Deployment { get; init; }

    public required Release Release { get; init; }

    public required IReadOnlyList<Probe> Probes { get; init; }

    public Deployment? Live { get; init; }

    /// <summary>The deployment that was live before, for the comparison.</summary>
    public Deployment? Before { get; init; }

    public required IReadOnlyList<VariableChange> Changes { get; init; }

    /// <summary>Releases that went live once, newest first; the live one included.</summary>
    public required IReadOnlyList<Deployment> Releases { get; init; }

    public LogView? Log { get; init; }

    public HealthSettings Health => Release.Settings.Health;

    public static DeploymentView Of(Deployment deployment, Records records)
    {
        var all = records.Deployments.List(deployment.ProjectId, 50);
        var before = deployment.PreviousId is { } id ? records.Deployments.Find(id)
            : all.FirstOrDefault(d => d.Number < deployment.Number && d.SwitchedAt is not null);
        var release = records.Releases.Find(deployment.ReleaseId)!;
        var earlier = before is null ? null : records.Releases.Find(before.ReleaseId);
        return new()
        {
            Deployment = deployment,
            Release = release,
            Probes = records.Probes.List(deployment.Id),
            Live = records.Deployments.Live(deployment.ProjectId),
            Before = before,
            Changes = earlier is null ? [] : VariableChange.Between(earlier.Settings.Run.Environment, release.Settings.Run.Environment),
            Releases = [.. all.Where(d => d.LiveAt is not null).OrderByDescending(d => d.State == DeploymentState.Live).DistinctBy(d => d.ReleaseId).Take(4)],
        };
    }
}
