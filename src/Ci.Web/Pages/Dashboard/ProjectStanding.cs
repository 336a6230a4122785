using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Dashboard;

/// <summary>How a project stands: a look, one line of reason, and where it sorts.</summary>
/// <param name="Rank">Worst first.</param>
/// <param name="Look">The badge.</param>
/// <param name="Line">The reason or progress.</param>
internal sealed record ProjectStanding(int Rank, Look Look, string Line)
{
    public static ProjectStanding Of(
        Project project, IReadOnlyList<Build> builds, IReadOnlyList<Deployment> deployments, TimeSpan? usual, DateTimeOffset now, BuildLine line)
    {
        var ended = builds.FirstOrDefault(build => build.State is BuildState.Succeeded or BuildState.Failed);
        var running = builds.FirstOrDefault(build => build.State == BuildState.Running);
        var waiting = builds.LastOrDefault(build => build.State == BuildState.Queued);
        var moving = deployments.FirstOrDefault(d => DeploymentRules.IsActive(d.State));
        var last = deployments.FirstOrDefault(d => d.State != DeploymentState.Queued);
        return (project, running, moving, ended, last) switch
        {
            ({ DeletingAt: not null }, _, _, _, _) => new(5, Badges.Deleting, "Its containers and images are being removed"),
            (_, _, { } deployment, _, _) => new(2, Badges.Of(deployment), $"#{deployment.ReleaseNumber} on {deployment.Slot ?? "a slot"}"),
            (_, { } build, _, _, _) => new(2, Badges.Of(build), $"#{build.Number}: {Progress(build, usual, now)}"),
            (_, _, _, { State: BuildState.Failed } build, _) => new(0, Badges.Of(build), $"#{build.Number}: {Words.Clause(build.Reason)}"),
            (_, _, _, _, { State: DeploymentState.Failed } deployment) => new(0, Badges.Of(deployment), $"#{deployment.ReleaseNumber}: {Words.Clause(deployment.Reason)}"),
            (_, _, _, _, { State: DeploymentState.RolledBack } deployment) => new(1, Badges.Of(deployment), $"#{deployment.ReleaseNumber}: {Words.Clause(deployment.Reason)}"),
            _ when waiting is not null => new(3, Badges.Of(waiting), $"#{waiting.Number}: {line.WaitsFor(waiting)}"),
            _ when deployments.FirstOrDefault(d => d.State == DeploymentState.Live) is { } live => new(4, Badges.Of(live), $"#{live.ReleaseNumber} has been live for {Durations.Rough(now - (live.SwitchedAt ?? live.LiveAt ?? live.QueuedAt))}"),
            _ => new(5, Badges.NotDeployed, builds.Count == 0 ? $"Waits for the first push to {project.Branch}" : "No release is live"),
        };
    }

    private static string Progress(Build build, TimeSpan? usual, DateTimeOffset now)
    {
        var progress = BuildProgress.Of(build, usual, now);
        return progress switch
        {
            { Over: true } => "over the usual time",
            { Percent: { } percent } => $"building, {percent} %",
            _ => "building",
        };
    }
}
