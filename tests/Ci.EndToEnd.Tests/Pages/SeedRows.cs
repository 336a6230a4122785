using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Dapper;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>Writes rows as the pipeline leaves them, with times of the past.</summary>
internal sealed class SeedRows(Database database, ProjectStore projects)
{
    public Project Project(string name, string url, params (string Name, string Value)[] variables) =>
        projects.Add(name, url, "main", Settings(variables), SeededConsole.Name)!;

    public void Build(
        Project project, int number, BuildState state, DateTimeOffset at, int? seconds, string message = "Tidy up", string author = "Jonas Weber", params (string Name, string Value)[] variables)
    {
        var started = state is BuildState.Queued or BuildState.Superseded or BuildState.Skipped ? null : (DateTimeOffset?)at;
        var finished = state is BuildState.Queued or BuildState.Running ? null : (DateTimeOffset?)at.AddSeconds(seconds ?? 0);
        var (reason, next) = Words(state);
        var settings = variables.Length > 0 ? Settings(variables) : project.Settings;
        var commit = $"{number * 7919 % 0xffffff:x6}{project.Id}{new string('e', 33)}"[..40];
        database.Write(db =>
        {
            db.Execute("DELETE FROM builds WHERE project_id = @Id AND number = @number", new { project.Id, number });
            var id = db.QuerySingle<long>(
                """
                INSERT INTO builds (project_id, environment, number, trigger, actor, branch, ref, deploys, commit_hash, commit_message, commit_author, settings, state, steps, reason, next_action, exit_code, queued_at, started_at, finished_at, job_id)
                VALUES (@Id, 'production', @number, 'Push', @author, 'main', 'refs/heads/main', 1, @commit, @message, @author, @settings, @state, @steps, @reason, @next, @exit, @at, @started, @finished, '4f1c')
                RETURNING id
                """,
                new { project.Id, number, author, commit, message, settings, state = state.ToString(), steps = Steps(state, started, finished), reason, next, exit = state == BuildState.Failed ? 1 : (int?)null, at, started, finished });
            if (state != BuildState.Succeeded) return;
            db.Execute(
                "INSERT INTO releases (project_id, number, build_id, image_id, image_tag, settings, processes, created_at) VALUES (@Id, @number, @id, @image, @tag, @settings, '[\"web\"]', @finished)",
                new { project.Id, number, id, image = "sha256:2c7d" + new string('9', 60), tag = $"ci/{project.Name}:{number}", settings, finished });
        });
    }

    public long Deployment(
        Project project, int number, int release, DeploymentState state, string slot, DateTimeOffset at, int switched,
        DateTimeOffset? finished = null, DateTimeOffset? warm = null, string? reason = null, string? next = null, SwitchReport? report = null, string? output = null)
    {
        var took = switched > 0 ? at.AddSeconds(switched) : (DateTimeOffset?)null;
        var live = state is DeploymentState.Live or DeploymentState.Retired ? took : null;
        return database.Write(db => db.QuerySingle<long>(
            """
            INSERT INTO deployments (project_id, environment, number, release_id, kind, actor, state, steps, slot, container, host, port, reason, next_action, last_output, traffic, queued_at, started_at, container_started_at, switched_at, live_at, finished_at, warm_until)
            SELECT @Id, 'production', @number, r.id, 'Deploy', 'GitHub push', @state, @steps, @slot, @container, '10.213.0.3', 3000, @reason, @next, @output, @report, @at, @at, @container_at, @took, @live, @finished, @warm
            FROM releases r WHERE r.project_id = @Id AND r.number = @release
            RETURNING id
            """,
            new { project.Id, number, release, state = state.ToString(), steps = Timeline(state, at, took, finished), slot, container = $"{project.Name}-production-{release}-1", reason, next, output, report, at, container_at = at.AddSeconds(1), took, live, finished, warm }));
    }

    public long DeploymentId(Project project, int number) => database.Read(db =>
        db.QuerySingle<long>("SELECT id FROM deployments WHERE project_id = @Id AND number = @number", new { project.Id, number }));

    public void Probes(long deployment, DateTimeOffset from, params (int? Code, int Ms, string Detail)[] probes) => database.Write(db =>
    {
        for (var i = 0; i < probes.Length; i++)
        {
            db.Execute(
                "INSERT INTO probes (deployment_id, number, at, duration_ms, code, ok, detail) VALUES (@deployment, @number, @at, @Ms, @Code, @ok, @Detail)",
                new { deployment, number = i + 1, at = from.AddSeconds(3 * i), probes[i].Ms, probes[i].Code, ok = probes[i].Code is 200, probes[i].Detail });
        }
    });

    private static ProjectSettings Settings((string Name, string Value)[] variables) => new()
    {
        Build = new() { Image = "node:22-slim", Command = "npm ci\nnpm run build", OutputDirectory = "dist", Caches = ["npm"] },
        Run = new() { Image = "node:22-slim", Command = "node server.js", Port = 3000, Environment = variables.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal) },
        Health = new() { Path = "/healthz", HealthyInARow = 3, IntervalMs = 5000 },
        Deploy = new() { MaxErrorPercent = 5, ObserveMs = 600_000 },
    };

    private static (string? Reason, string? Next) Words(BuildState state) => state switch
    {
        BuildState.Failed => ("The build command failed with exit code 1.", "Read the last lines of the log, fix the cause and push again."),
        BuildState.Canceled => ("Canceled by min-ji.", null),
        BuildState.Superseded => ("A newer push arrived before it started.", "The newer build has this commit's changes."),
        BuildState.Skipped => ("No path of this project changed.", null),
        _ => (null, null),
    };

    private static IReadOnlyList<Step> Steps(BuildState state, DateTimeOffset? started, DateTimeOffset? finished)
    {
        if (started is not { } from) return [];
        var until = finished ?? from.AddSeconds(90);
        var part = (until - from) / 10;
        return
        [
            new("Checkout", from, from + part), new("Prepare", from + part, from + 2 * part),
            new("Build", from + 2 * part, finished is null ? null : from + 9 * part, state != BuildState.Failed),
            .. state == BuildState.Succeeded ? [new Step("Package", from + 9 * part, finished)] : Array.Empty<Step>(),
        ];
    }

    private static IReadOnlyList<Step> Timeline(DeploymentState state, DateTimeOffset at, DateTimeOffset? switched, DateTimeOffset? finished)
    {
        var steps = new List<Step> { new("Start", at, at.AddSeconds(1), Detail: "container started") };
        if (switched is { } took)
        {
            steps.Add(new("Health check", at.AddSeconds(1), took, Detail: "healthy after 7 probes"));
            steps.Add(new("Switch", took, took.AddMilliseconds(90), Detail: "route table version 316"));
        }
        else
        {
            steps.Add(new("Health check", at.AddSeconds(1), finished, Ok: state == DeploymentState.CheckingHealth));
        }

        if (state == DeploymentState.RolledBack) steps.Add(new("Roll back", finished!.Value.AddMilliseconds(-140), finished, Detail: "traffic is on blue again"));
        return [.. steps];
    }
}
