using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Tests;

/// <summary>Rows as they come from the database, for the tests of rules.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static Project Project(long id = 1, string name = "shop", string url = "https://git.example.com/acme/shop", string branch = "main") => new()
    {
        Id = id,
        Name = name,
        RepositoryUrl = url,
        Branch = branch,
        Settings = new ProjectSettings(),
        CreatedAt = Noon,
        CreatedBy = "ann",
    };

    public static Build Build(int number, BuildTrigger trigger = BuildTrigger.Push, string branch = "main", BuildState state = BuildState.Queued, long projectId = 1) => new()
    {
        Id = (projectId * 1000) + number,
        ProjectId = projectId,
        Project = $"project-{projectId}",
        RepositoryUrl = "https://git.example.com/acme/shop",
        Environment = "production",
        Number = number,
        Trigger = trigger,
        Actor = "ann",
        Branch = branch,
        Ref = "refs/heads/" + branch,
        Deploys = true,
        Settings = new ProjectSettings(),
        State = state,
        Steps = [],
        QueuedAt = Noon,
    };

    public static Deployment Deployment(int number, DeploymentState state = DeploymentState.Queued, long projectId = 1, long? release = null, DateTimeOffset? liveAt = null) => new()
    {
        Id = (projectId * 1000) + number,
        ProjectId = projectId,
        Project = $"project-{projectId}",
        Environment = "production",
        Number = number,
        ReleaseId = release ?? number,
        ReleaseNumber = (int)(release ?? number),
        Kind = DeploymentKind.Deploy,
        Actor = "ann",
        State = state,
        Steps = [],
        QueuedAt = Noon,
        LiveAt = liveAt,
    };

    public static Probe Probe(int? code, bool ok = false, string detail = "") => new() { Number = 1, At = Noon, DurationMs = 1, Code = code, Ok = ok, Detail = detail };
}
