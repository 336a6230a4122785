using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Builds;

/// <summary>Build, deploy, health check, switch or roll back: what was, what is, what comes.</summary>
internal static class PipelineGraph
{
    private const string Waiting = "circle-dashed", Skipped = "circle-slash";

    /// <param name="build">The build.</param>
    /// <param name="deployment">The last deployment of its release, if any.</param>
    /// <param name="live">What is live now, if anything.</param>
    /// <param name="usual">Usual length of the project's builds.</param>
    /// <param name="now">Time of the reading.</param>
    public static IReadOnlyList<PipelineNode> Of(Build build, Deployment? deployment, Deployment? live, TimeSpan? usual, DateTimeOffset now)
    {
        var first = BuildNode(build, usual, now);
        if (deployment is not null) return [first, .. Deployed(deployment, build.Settings.Health, now)];
        var stays = live is null ? "" : $", #{live.ReleaseNumber} stays live";
        return build.Deploys && (BuildRules.IsOpen(build.State) || build.State == BuildState.Succeeded)
            ? [first, .. Ahead(build, live)]
            : [first, Skip("Deploy", build.Deploys ? "skipped, no release" : "a pull request is not deployed"), Skip("Health check", "skipped"), Skip("Switch", $"skipped{stays}")];
    }

    private static PipelineNode BuildNode(Build build, TimeSpan? usual, DateTimeOffset now)
    {
        var look = Badges.Of(build);
        var length = build.StartedAt is { } started ? Durations.Clock((build.FinishedAt ?? now) - started) : "";
        var detail = build.State switch
        {
            BuildState.Queued => "waits",
            BuildState.Running => BuildProgress.Of(build, usual, now)?.Text ?? length,
            BuildState.Failed when build.ExitCode is { } code => $"{length}, exit code {code}",
            _ => length.Length > 0 ? length : look.Word.ToLowerInvariant(),
        };
        return new("Build", detail, look.Icon, look.Tint, build.State != BuildState.Queued);
    }

    private static PipelineNode[] Ahead(Build build, Deployment? live) =>
    [
        Wait("Deploy", $"to {Slots.Idle(live?.Slot)}"),
        Wait("Health check", Check(build.Settings.Health)),
        Wait("Switch", live is null ? $"to {Slots.Idle(live?.Slot)} #{build.Number}" : $"{live.Slot} #{live.ReleaseNumber} to {Slots.Idle(live.Slot)} #{build.Number}"),
    ];

    private static PipelineNode[] Deployed(Deployment deployment, HealthSettings health, DateTimeOffset now)
    {
        var href = $"/projects/{deployment.Project}/deployments/{deployment.Number}";
        var over = deployment.FinishedAt is not null && deployment.State is DeploymentState.Failed or DeploymentState.RolledBack;
        var end = over ? deployment.FinishedAt!.Value : now;
        return
        [
            Stage("Deploy", deployment.StartedAt, deployment.ContainerStartedAt, over, end, $"to {deployment.Slot ?? "the idle slot"}", href),
            Stage("Health check", deployment.ContainerStartedAt, deployment.SwitchedAt, over, end, Check(health), href),
            Last(deployment, href),
        ];
    }

    private static PipelineNode Stage(string name, DateTimeOffset? from, DateTimeOffset? to, bool over, DateTimeOffset end, string ahead, string href)
    {
        if (from is null) return over ? Skip(name, "skipped") : Wait(name, ahead);
        var length = Durations.Fine((to ?? end) - from.Value);
        return to is not null ? new(name, length, "circle-check", "succeeded", true, href)
            : over ? new(name, length, "circle-x", "failed", true, href)
            : new(name, length, "loader-circle", "running", true, href);
    }

    private static PipelineNode Last(Deployment deployment, string href)
    {
        var target = $"{deployment.Slot} #{deployment.ReleaseNumber}";
        return deployment.State switch
        {
            DeploymentState.RolledBack => new("Roll back", deployment.SwitchedAt is null ? "the live slot was not touched" : "traffic went back", "undo-2", "warning", true, href),
            DeploymentState.RollingBack => new("Roll back", "in progress", "loader-circle", "warning", true, href),
            DeploymentState.Failed => Skip("Switch", "skipped"),
            _ when deployment.SwitchedAt is not null => new("Switch", $"to {target}", deployment.State == DeploymentState.Live ? "radio" : "circle-check", "succeeded", true, href),
            _ => Wait("Switch", $"to {target}"),
        };
    }

    private static string Check(HealthSettings health) => health.Path is null
        ? $"runs for {Durations.Setting(health.StayRunningMs)}"
        : $"GET {health.Path}, {health.HealthyInARow} in a row";

    private static PipelineNode Wait(string name, string detail) => new(name, detail, Waiting, "neutral", false);

    private static PipelineNode Skip(string name, string detail) => new(name, detail, Skipped, "neutral", false);
}
