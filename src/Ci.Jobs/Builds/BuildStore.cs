using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Jobs.Triggers;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Builds;

/// <summary>Builds in <c>ci.db</c>. What the driver of a build writes carries its fence: a driver that lost the lease writes nothing.</summary>
public sealed class BuildStore(Database database, ChangeFeed changes, TimeProvider time)
{
    private const string Columns = """
        SELECT b.id, b.project_id, p.name AS project, p.repository_url, b.environment, b.number, b.delivery_id, b.trigger, b.actor, b.branch, b.ref, b.deploys,
               b.commit_hash, b.commit_message, b.commit_author, b.settings, b.project_settings, b.state, b.steps, b.reason, b.next_action, b.exit_code,
               b.queued_at, b.started_at, b.finished_at, b.canceled_by, b.owner, b.fence, b.attempts, b.job_storage, b.job_id
        FROM builds b JOIN projects p ON p.id = b.project_id
        """;

    public Build? Find(string project, int number) => database.Read(db =>
        db.QuerySingleOrDefault<Build>($"{Columns} WHERE p.name = @project AND b.number = @number", new { project, number }));

    public Build? Find(long id) => database.Read(db => db.QuerySingleOrDefault<Build>($"{Columns} WHERE b.id = @id", new { id }));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Build> List(long? projectId, int limit, int offset = 0) => database.Read(db => db.Query<Build>(
        $"{Columns} WHERE @projectId IS NULL OR b.project_id = @projectId ORDER BY b.id DESC LIMIT @limit OFFSET @offset",
        new { projectId, limit, offset }).AsList());

    /// <summary>The last build of a ref that went well.</summary>
    public Build? LastSucceeded(Build of) => database.Read(db => db.QueryFirstOrDefault<Build>(
        $"{Columns} WHERE b.project_id = @ProjectId AND b.ref = @Ref AND b.deploys = @Deploys AND b.state = 'Succeeded' ORDER BY b.number DESC LIMIT 1", of));

    /// <summary>The last build of any ref that made a release.</summary>
    public Build? LastReleased(Build of) => database.Read(db => db.QueryFirstOrDefault<Build>(
        $"{Columns} WHERE b.project_id = @ProjectId AND b.deploys AND b.state = 'Succeeded' ORDER BY b.number DESC LIMIT 1", of));

    /// <summary>The newest build that a push of the ref started, apart from those that found a newer commit built.</summary>
    /// <remarks>
    /// That push came after the one asked about when it began at the commit which that one brings, if nobody told of the commit before and
    /// the ref is known to have stood where that one began: then the ref was not taken back to the commit meanwhile.
    /// </remarks>
    internal static EarlierBuild? EarlierOf(SqliteConnection db, long projectId, Push push) => db.QueryFirstOrDefault<EarlierBuild>(
        """
        SELECT number, commit_hash, CASE WHEN before_hash = @After AND NOT @Forced THEN
          NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.project_id = @projectId AND v.ref = @Ref AND v.commit_hash = @After)
          AND EXISTS (SELECT 1 FROM verdicts v WHERE v.project_id = @projectId AND v.ref = @Ref AND v.commit_hash = @Before AND v.delivery_id < b.delivery_id)
          ELSE 0 END AS is_later
        FROM builds b WHERE project_id = @projectId AND ref = @Ref AND deploys = @deploys AND trigger = 'Push' AND state <> 'Superseded' ORDER BY number DESC LIMIT 1
        """,
        new { projectId, push.Ref, push.Before, push.After, push.Forced, deploys = push.PullRequest is null });

    /// <summary>Commits whose builds this one made pointless since the ref's last release, newest push first.</summary>
    public IReadOnlyList<string> SupersededBefore(Build build) => database.Read(db => db.Query<string>(
        """
        SELECT commit_hash FROM builds
        WHERE project_id = @ProjectId AND ref = @Ref AND deploys = @Deploys AND number < @Number AND commit_hash IS NOT NULL
          AND (state = 'Superseded' OR (state = 'Canceled' AND canceled_by GLOB 'a newer push *'))
          AND number > coalesce((SELECT max(number) FROM builds WHERE project_id = @ProjectId AND ref = @Ref AND deploys = @Deploys AND state = 'Succeeded'), 0)
        ORDER BY number DESC
        """,
        build).AsList());

    /// <summary>Every build that is not over, oldest first.</summary>
    public IReadOnlyList<Build> Open() => database.Read(db => db.Query<Build>(
        $"{Columns} WHERE b.state IN ('Queued', 'Running') ORDER BY b.id").AsList());

    /// <summary>Records a build in an open transaction.</summary>
    /// <returns>Its number, or null when its delivery or request already has one.</returns>
    internal int? Insert(SqliteConnection db, Project project, NewBuild build) => db.QuerySingleOrDefault<int?>(
        """
        INSERT INTO builds (project_id, environment, number, delivery_id, trigger, actor, branch, ref, deploys, request_key,
                            before_hash, commit_hash, commit_message, commit_author, settings, state, queued_at)
        VALUES (@ProjectId, @Environment, (SELECT coalesce(max(number), 0) + 1 FROM builds WHERE project_id = @ProjectId),
                @DeliveryId, @Trigger, @Actor, @Branch, @Ref, @Deploys, @RequestKey, @Before, @Commit, @Message, @Author, @Settings, 'Queued', @now)
        ON CONFLICT DO NOTHING
        RETURNING number
        """,
        new
        {
            ProjectId = project.Id,
            Environment = Environments.Production,
            build.DeliveryId,
            Trigger = build.Trigger.ToString(),
            build.Actor,
            build.Branch,
            build.Ref,
            build.Deploys,
            build.RequestKey,
            build.Before,
            build.Commit,
            build.Message,
            build.Author,
            project.Settings,
            now = time.GetUtcNow(),
        });

    /// <summary>Records a build that no delivery asked for; the earlier one when its request was heard before.</summary>
    public Build Add(Project project, NewBuild build)
    {
        var number = database.Write(db => Insert(db, project, build)
            ?? db.QuerySingle<int>("SELECT number FROM builds WHERE project_id = @Id AND request_key = @RequestKey", new { project.Id, build.RequestKey }));
        return Told(Find(project.Name, number)!);
    }

    /// <summary>Takes the right to drive the build, from nobody or from a dead owner.</summary>
    /// <param name="build">As read; the claim fails when another owner came between.</param>
    /// <param name="owner">The new owner.</param>
    /// <returns>The build with its new fence, or null when somebody else drives it, it is over, or another build of the project runs.</returns>
    public Build? Claim(Build build, string owner)
    {
        try
        {
            var claimed = database.Write(db => db.Execute(
                """
                UPDATE builds SET owner = @owner, fence = fence + 1, state = 'Running', attempts = attempts + 1, started_at = coalesce(started_at, @now)
                WHERE id = @Id AND fence = @Fence AND state IN ('Queued', 'Running')
                """,
                new { owner, build.Id, build.Fence, now = time.GetUtcNow() }));
            return claimed == 0 ? null : Told(Find(build.Id)!);
        }
        catch (SqliteException failure) when (Database.IsConstraint(failure))
        {
            return null;
        }
    }

    /// <summary>Gives the lease back unharmed, for a stop of the server.</summary>
    public void Release(Build build) => database.Write(db =>
    {
        db.Execute("UPDATE builds SET owner = NULL, attempts = attempts - 1 WHERE id = @Id AND fence = @Fence", build);
    });

    /// <summary>Writes what checkout found. Throws when the lease is lost.</summary>
    public Build SaveCommit(Build build, string commit, string message, string author) => Fenced(
        build, "commit_hash = @commit, commit_message = @message, commit_author = @author", new { commit, message, author });

    /// <summary>Writes the settings that the commit's configuration made of the project's, which are kept beside them. Throws when the lease is lost.</summary>
    public Build SaveSettings(Build build, ProjectSettings settings) => Fenced(
        build, "project_settings = coalesce(project_settings, settings), settings = @settings", new { settings });

    /// <summary>Writes the timeline. Throws when the lease is lost.</summary>
    public Build SaveSteps(Build build, IReadOnlyList<Step> steps) => Fenced(build, "steps = @steps", new { steps });

    /// <summary>Ends a build that is being driven. Throws when the lease is lost.</summary>
    public Build Finish(Build build, BuildState state, string reason, string? nextAction, int? exitCode = null) =>
        Told(database.Write(db => FinishIn(db, build, state, reason, nextAction, exitCode)));

    /// <summary>Ends waiting builds that newer ones made pointless, many in one commit.</summary>
    public void Supersede(IReadOnlyList<Build> waiting)
    {
        var ended = database.Write(db => waiting.Select(build => SupersedeIn(db, build)).OfType<Build>().ToList());
        foreach (var build in ended) Told(build);
    }

    private Build? SupersedeIn(SqliteConnection db, Build build)
    {
        var (reason, nextAction) = BuildRules.ExplainSuperseded(build.Trigger);
        try
        {
            return FinishIn(db, build, BuildState.Superseded, reason, nextAction);
        }
        catch (LeaseLostException)
        {
            // It was started or canceled at this very moment; then it is not ours to end.
            return null;
        }
    }

    /// <summary>Ends a build inside an open transaction, together with what follows from it; <see cref="Told"/> is for after its commit.</summary>
    internal Build FinishIn(SqliteConnection db, Build build, BuildState state, string reason, string? nextAction, int? exitCode = null)
    {
        if (!BuildRules.Allows(build.State, state)) throw new InvalidOperationException($"A build cannot become {state} after {build.State}.");
        var now = time.GetUtcNow();
        var steps = StepRules.End(build.Steps, now, state == BuildState.Succeeded);
        var rows = db.Execute(
            """
            UPDATE builds SET state = @state, reason = @reason, next_action = @nextAction, exit_code = @exitCode, steps = @steps, finished_at = @now, owner = NULL
            WHERE id = @Id AND fence = @Fence AND state = @old
            """,
            new { state = state.ToString(), old = build.State.ToString(), reason, nextAction, exitCode, steps, now, build.Id, build.Fence });
        if (rows == 0) throw new LeaseLostException($"Build {build.Project} #{build.Number}");
        return build with { State = state, Reason = reason, NextAction = nextAction, ExitCode = exitCode, Steps = steps, FinishedAt = now, Owner = null };
    }

    /// <summary>Remembers that a person wants it stopped. A waiting build ends at once, a running one when its driver sees it.</summary>
    /// <returns>False when it was over already.</returns>
    public bool Cancel(Build build, string actor)
    {
        var rows = database.Write(db => db.Execute(
            """
            UPDATE builds SET canceled_by = coalesce(canceled_by, @actor),
              reason      = CASE WHEN state = 'Queued' THEN 'Canceled by ' || @actor || ' before it started.' ELSE reason END,
              finished_at = CASE WHEN state = 'Queued' THEN @now ELSE finished_at END,
              state       = CASE WHEN state = 'Queued' THEN 'Canceled' ELSE state END
            WHERE id = @Id AND state IN ('Queued', 'Running')
            """,
            new { actor, build.Id, now = time.GetUtcNow() }));
        if (rows > 0) Told(Find(build.Id)!);
        return rows > 0;
    }

    public string? CanceledBy(long id) => database.Read(db => db.ExecuteScalar<string?>("SELECT canceled_by FROM builds WHERE id = @id", new { id }));

    /// <summary>Remembers which Hangfire job drives the build.</summary>
    public void SaveJob(long id, string storage, string job) => database.Write(db =>
    {
        db.Execute("UPDATE builds SET job_storage = @storage, job_id = @job WHERE id = @id", new { id, storage, job });
    });

    private Build Fenced(Build build, string assignment, object values)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add("Id", build.Id);
        parameters.Add("Fence", build.Fence);
        var rows = database.Write(db => db.Execute($"UPDATE builds SET {assignment} WHERE id = @Id AND fence = @Fence", parameters));
        if (rows == 0) throw new LeaseLostException($"Build {build.Project} #{build.Number}");
        return Told(Find(build.Id)!);
    }

    /// <summary>Tells pages that it changed. Before the commit they would read the old row, and nothing would make them read again.</summary>
    internal Build Told(Build build)
    {
        changes.Raise(Topics.Build(build.Project, build.Number), build.Project, build.State.ToString(), build.Reason);
        return build;
    }
}
