using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Deployments;

/// <summary>Deployments in <c>ci.db</c>. Every write of a driver carries its fence and the state it comes from.</summary>
public sealed class DeploymentStore(Database database, ChangeFeed changes, TimeProvider time)
{
    private const string Columns = """
        SELECT d.id, d.project_id, p.name AS project, d.environment, d.number, d.release_id, r.number AS release_number, b.commit_hash, b.commit_message, b.commit_author,
               d.kind, d.actor, d.state, d.steps, d.slot, d.container, d.host, d.port, d.previous_id, d.reason, d.next_action, d.last_output, d.traffic,
               d.queued_at, d.started_at, d.container_started_at, d.switched_at, d.live_at, d.finished_at, d.warm_until, d.canceled_by,
               d.owner, d.fence, d.attempts, d.parent_storage, d.parent_job, d.job_storage, d.job_id
        FROM deployments d JOIN projects p ON p.id = d.project_id JOIN releases r ON r.id = d.release_id JOIN builds b ON b.id = r.build_id
        """;

    public Deployment? Find(string project, int number) => database.Read(db =>
        db.QuerySingleOrDefault<Deployment>($"{Columns} WHERE p.name = @project AND d.number = @number", new { project, number }));

    public Deployment? Find(long id) => database.Read(db => db.QuerySingleOrDefault<Deployment>($"{Columns} WHERE d.id = @id", new { id }));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Deployment> List(long projectId, int limit) => database.Read(db => db.Query<Deployment>(
        $"{Columns} WHERE d.project_id = @projectId ORDER BY d.number DESC LIMIT @limit", new { projectId, limit }).AsList());

    /// <summary>Deployments of one release, newest first.</summary>
    public IReadOnlyList<Deployment> OfRelease(string project, int release) => database.Read(db => db.Query<Deployment>(
        $"{Columns} WHERE p.name = @project AND r.number = @release ORDER BY d.number DESC", new { project, release }).AsList());

    /// <summary>Every deployment that is not over, oldest first.</summary>
    public IReadOnlyList<Deployment> Open() => database.Read(db => db.Query<Deployment>(
        $"{Columns} WHERE d.state IN ('Queued', 'Starting', 'CheckingHealth', 'Switched', 'Draining', 'RollingBack') ORDER BY d.id").AsList());

    /// <summary>Every deployment that is live or kept warm.</summary>
    public IReadOnlyList<Deployment> Running() => database.Read(db => db.Query<Deployment>(
        $"{Columns} WHERE d.state = 'Live' OR d.warm_until IS NOT NULL ORDER BY d.id").AsList());

    public Deployment? Live(long projectId) => database.Read(db =>
        db.QuerySingleOrDefault<Deployment>($"{Columns} WHERE d.project_id = @projectId AND d.state = 'Live'", new { projectId }));

    /// <summary>Records a deployment in an open transaction.</summary>
    internal int Insert(SqliteConnection db, long projectId, NewDeployment deployment) => db.QuerySingle<int>(
        """
        INSERT INTO deployments (project_id, environment, number, release_id, kind, actor, state, queued_at, parent_storage, parent_job)
        VALUES (@projectId, @environment, (SELECT coalesce(max(number), 0) + 1 FROM deployments WHERE project_id = @projectId),
                @ReleaseId, @kind, @Actor, 'Queued', @now, @Storage, @Job)
        RETURNING number
        """,
        new
        {
            projectId,
            environment = Environments.Production,
            deployment.ReleaseId,
            kind = deployment.Kind.ToString(),
            deployment.Actor,
            now = time.GetUtcNow(),
            deployment.Parent?.Storage,
            Job = deployment.Parent?.Id,
        });

    /// <summary>Records a deployment a person asked for.</summary>
    public Deployment Add(long projectId, NewDeployment deployment)
    {
        var number = database.Write(db => Insert(db, projectId, deployment));
        return Told(database.Read(db => db.QuerySingle<Deployment>($"{Columns} WHERE d.project_id = @projectId AND d.number = @number", new { projectId, number })));
    }

    /// <summary>Takes the right to drive the deployment, from nobody or from a dead owner; a queued one becomes Starting.</summary>
    /// <returns>Null when somebody else drives it, it needs no driver, or another deployment of the project is in progress.</returns>
    public Deployment? Claim(Deployment deployment, string owner)
    {
        if (!DeploymentRules.IsOpen(deployment.State)) return null;
        try
        {
            var claimed = database.Write(db => db.Execute(
                """
                UPDATE deployments SET owner = @owner, fence = fence + 1, attempts = attempts + 1, started_at = coalesce(started_at, @now),
                  state = CASE WHEN state = 'Queued' THEN 'Starting' ELSE state END
                WHERE id = @Id AND fence = @Fence AND state = @state
                """,
                new { owner, deployment.Id, deployment.Fence, state = deployment.State.ToString(), now = time.GetUtcNow() }));
            return claimed == 0 ? null : Told(Find(deployment.Id)!);
        }
        catch (SqliteException failure) when (Database.IsConstraint(failure))
        {
            return null;
        }
    }

    /// <summary>Gives the lease back unharmed, for a stop of the server.</summary>
    public void Release(Deployment deployment) => database.Write(db =>
    {
        db.Execute("UPDATE deployments SET owner = NULL, attempts = attempts - 1 WHERE id = @Id AND fence = @Fence", deployment);
    });

    /// <summary>Gives the lease back for the next job of the chain, which follows <paramref name="parent"/>.</summary>
    public void HandOn(Deployment deployment, JobReference? parent) => database.Write(db =>
    {
        db.Execute(
            """
            UPDATE deployments SET owner = NULL, attempts = 0, parent_storage = @Storage, parent_job = @Job,
              job_storage = CASE WHEN @Job IS NULL THEN job_storage END, job_id = CASE WHEN @Job IS NULL THEN job_id END
            WHERE id = @Id AND fence = @Fence
            """,
            new { deployment.Id, deployment.Fence, parent?.Storage, Job = parent?.Id });
    });

    /// <summary>Writes everything but the state. Throws when the lease is lost.</summary>
    public Deployment Save(Deployment deployment) => Put(deployment, deployment.State);

    /// <summary>Writes the deployment with its next state, if the table of transitions allows it. Throws when the lease is lost.</summary>
    public Deployment Move(Deployment deployment, DeploymentState state, string? reason = null, string? nextAction = null) =>
        Told(database.Write(db => MoveIn(db, deployment, state, reason, nextAction)));

    /// <summary><see cref="Move"/> inside an open transaction, together with another row.</summary>
    internal Deployment MoveIn(SqliteConnection db, Deployment deployment, DeploymentState state, string? reason = null, string? nextAction = null)
    {
        if (!DeploymentRules.Allows(deployment.State, state)) throw new InvalidOperationException($"A deployment cannot become {state} after {deployment.State}.");
        var now = time.GetUtcNow();
        var over = !DeploymentRules.IsOpen(state);
        var ok = state is not (DeploymentState.Failed or DeploymentState.RollingBack);
        var next = deployment with
        {
            State = state,
            Reason = reason ?? deployment.Reason,
            NextAction = nextAction ?? deployment.NextAction,
            Steps = ok && !over ? deployment.Steps : StepRules.End(deployment.Steps, now, ok),
            FinishedAt = over ? deployment.FinishedAt ?? now : null,
        };
        return PutIn(db, next, deployment.State);
    }

    /// <summary>Moves several in one commit; pages hear of it afterwards.</summary>
    internal void Together(Func<SqliteConnection, IReadOnlyList<Deployment>> change)
    {
        foreach (var moved in database.Write(change)) Told(moved);
    }

    /// <summary>Remembers that a person wants it stopped before it takes traffic. A waiting one ends at once.</summary>
    public bool Cancel(Deployment deployment, string actor)
    {
        var rows = database.Write(db => db.Execute(
            """
            UPDATE deployments SET canceled_by = coalesce(canceled_by, @actor),
              reason      = CASE WHEN state = 'Queued' THEN 'Canceled by ' || @actor || ' before it started.' ELSE reason END,
              finished_at = CASE WHEN state = 'Queued' THEN @now ELSE finished_at END,
              state       = CASE WHEN state = 'Queued' THEN 'Failed' ELSE state END
            WHERE id = @Id AND state IN ('Queued', 'Starting', 'CheckingHealth')
            """,
            new { actor, deployment.Id, now = time.GetUtcNow() }));
        if (rows > 0) Told(Find(deployment.Id)!);
        return rows > 0;
    }

    public string? CanceledBy(long id) => database.Read(db => db.ExecuteScalar<string?>("SELECT canceled_by FROM deployments WHERE id = @id", new { id }));

    public void SaveJob(long id, string storage, string job) => database.Write(db =>
    {
        db.Execute("UPDATE deployments SET job_storage = @storage, job_id = @job WHERE id = @id", new { id, storage, job });
    });

    private Deployment Put(Deployment deployment, DeploymentState from) => Told(database.Write(db => PutIn(db, deployment, from)));

    private Deployment PutIn(SqliteConnection db, Deployment deployment, DeploymentState from)
    {
        var rows = db.Execute(
            """
            UPDATE deployments SET state = @state, steps = @Steps, slot = @Slot, container = @Container, host = @Host, port = @Port, previous_id = @PreviousId,
              reason = @Reason, next_action = @NextAction, last_output = @LastOutput, traffic = @Traffic, container_started_at = @ContainerStartedAt,
              switched_at = @SwitchedAt, live_at = @LiveAt, finished_at = @FinishedAt, warm_until = @WarmUntil, owner = @Owner
            WHERE id = @Id AND fence = @Fence AND state = @from
            """,
            new
            {
                state = deployment.State.ToString(),
                from = from.ToString(),
                deployment.Steps,
                deployment.Slot,
                deployment.Container,
                deployment.Host,
                deployment.Port,
                deployment.PreviousId,
                deployment.Reason,
                deployment.NextAction,
                deployment.LastOutput,
                deployment.Traffic,
                deployment.ContainerStartedAt,
                deployment.SwitchedAt,
                deployment.LiveAt,
                deployment.FinishedAt,
                deployment.WarmUntil,
                deployment.Owner,
                deployment.Id,
                deployment.Fence,
            });
        if (rows == 0) throw new LeaseLostException($"Deployment {deployment.Project} #{deployment.Number}");
        return deployment;
    }

    private Deployment Told(Deployment deployment)
    {
        changes.Raise(Topics.Deployment(deployment.Project, deployment.Number), deployment.Project, deployment.State.ToString(), deployment.Reason);
        return deployment;
    }
}
