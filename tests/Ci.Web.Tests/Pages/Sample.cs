using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;

namespace Ci.Web.Tests.Pages;

/// <summary>Rows to start from.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 14, 29, 24, TimeSpan.Zero);

    public static Project Project { get; } = new()
    {
        Id = 1, Name = "shop", RepositoryUrl = "https://github.com/acme/shop.git", Branch = "main", CreatedAt = Now, CreatedBy = "ada",
        Settings = new() { Health = new() { Path = "/healthz", HealthyInARow = 3 }, Deploy = new() { MaxErrorPercent = 5 } },
    };

    public static Build Build(int number, BuildState state, int? seconds = null, DateTimeOffset? started = null)
    {
        var from = state is BuildState.Queued or BuildState.Skipped or BuildState.Superseded ? null : started ?? (DateTimeOffset?)Now.AddHours(-1);
        return new()
        {
            Id = number, ProjectId = 1, Project = "shop", RepositoryUrl = Project.RepositoryUrl, Environment = "production", Number = number, Trigger = BuildTrigger.Push,
            Actor = "ada", Branch = "main", Ref = "refs/heads/main", Deploys = true, Settings = Project.Settings, State = state, Steps = [], QueuedAt = Now.AddHours(-1), StartedAt = from,
            FinishedAt = BuildRules.IsOpen(state) ? null : (from ?? Now).AddSeconds(seconds ?? 0), Reason = state == BuildState.Failed ? "It broke." : null,
        };
    }

    public static Deployment Deployment(int number, DeploymentState state, string? slot, int release) => new()
    {
        Id = number, ProjectId = 1, Project = "shop", Environment = "production", Number = number, ReleaseId = release, ReleaseNumber = release, Kind = DeploymentKind.Deploy,
        Actor = "ada", State = state, Steps = [], Slot = slot, QueuedAt = Now.AddMinutes(-5), StartedAt = Now.AddMinutes(-5), ContainerStartedAt = Now.AddMinutes(-5),
        SwitchedAt = state is DeploymentState.Switched or DeploymentState.Draining or DeploymentState.Live or DeploymentState.Retired ? Now.AddMinutes(-4) : null,
        LiveAt = state is DeploymentState.Live or DeploymentState.Retired ? Now.AddMinutes(-4) : null,
        FinishedAt = state is DeploymentState.Retired or DeploymentState.Failed or DeploymentState.RolledBack ? Now.AddMinutes(-1) : null,
        Reason = state is DeploymentState.Failed or DeploymentState.RolledBack ? "/healthz answered 503." : null,
    };

    public static Probe Probe(int number, int? code, long ms = 20, string detail = "") =>
        new() { Number = number, At = Now.AddMinutes(-5).AddSeconds(number), DurationMs = ms, Code = code, Ok = code == 200, Detail = detail };
}
