using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Jobs.Tests.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Ci.Jobs.Tests.Deployments;

public sealed class DeploymentStoreTests : IDisposable
{
    private readonly StoreScene scene = new();
    private readonly Project project;

    public DeploymentStoreTests() => project = scene.AddProject();

    private DeploymentStore Deployments => scene.Deployments;

    [Fact]
    public async Task Of_many_who_claim_a_deployment_one_gets_it()
    {
        var deployment = scene.AddDeployment(project);

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() => Deployments.Claim(deployment, $"owner-{index}"))));

        Assert.Equal(DeploymentState.Starting, Assert.Single(claims, claim => claim is not null)!.State);
    }

    [Fact]
    public void One_deployment_of_a_project_is_in_progress_at_a_time()
    {
        var (first, second) = (scene.AddDeployment(project), scene.AddDeployment(project));
        var other = scene.AddDeployment(scene.AddProject("blog"));

        var active = Deployments.Claim(first, "a")!;
        Assert.Null(Deployments.Claim(second, "b"));
        Assert.NotNull(Deployments.Claim(other, "c"));

        Deployments.Move(active, DeploymentState.Failed, "Broken.");
        Assert.NotNull(Deployments.Claim(second, "b"));
    }

    [Fact]
    public void One_deployment_of_a_project_is_live_and_the_change_of_places_is_one_commit()
    {
        var old = Live(scene.AddDeployment(project));
        var next = Through(scene.AddDeployment(project), DeploymentState.Draining);

        var refused = Assert.Throws<SqliteException>(() => Deployments.Move(next, DeploymentState.Live));
        Assert.True(Database.IsConstraint(refused));
        Assert.Equal(old.Id, Deployments.Live(project.Id)!.Id);

        Assert.Throws<InvalidOperationException>(() => Deployments.Together(db =>
        {
            Deployments.MoveIn(db, old, DeploymentState.Retired);
            throw new InvalidOperationException("between the two");
        }));
        Assert.Equal(old.Id, Deployments.Live(project.Id)!.Id);

        Deployments.Together(db => [Deployments.MoveIn(db, old, DeploymentState.Retired, "Replaced."), Deployments.MoveIn(db, next, DeploymentState.Live)]);
        Assert.Equal(next.Id, Deployments.Live(project.Id)!.Id);
        Assert.Equal("Replaced.", Deployments.Find(old.Id)!.Reason);
    }

    [Fact]
    public void Pages_hear_of_a_change_once_it_can_be_read()
    {
        var next = Through(scene.AddDeployment(project), DeploymentState.Draining);
        var before = scene.Changes.Version;

        Deployments.Together(db =>
        {
            var moved = Deployments.MoveIn(db, next, DeploymentState.Live);
            Assert.Equal(before, scene.Changes.Version);
            return [moved];
        });

        Assert.Equal(before + 1, scene.Changes.Version);
    }

    [Fact]
    public void What_the_table_of_transitions_does_not_know_is_refused()
    {
        var deployment = scene.AddDeployment(project);

        foreach (var state in Enum.GetValues<DeploymentState>().Where(state => !DeploymentRules.Allows(DeploymentState.Queued, state)))
        {
            Assert.Throws<InvalidOperationException>(() => Deployments.Move(deployment, state));
        }

        Assert.Equivalent(deployment, Deployments.Find(deployment.Id), strict: true);
    }

    [Fact]
    public void A_driver_that_lost_the_lease_writes_nothing()
    {
        var first = Deployments.Claim(scene.AddDeployment(project), "dead")!;
        var second = Deployments.Claim(first, "living")!;
        var before = Deployments.Find(first.Id);

        Assert.Throws<LeaseLostException>(() => Deployments.Save(first with { Slot = "green" }));
        Assert.Throws<LeaseLostException>(() => Deployments.Move(first, DeploymentState.Failed, "Late."));
        Deployments.Release(first);
        Deployments.HandOn(first, new JobReference("s", "1"));

        Assert.Equivalent(before, Deployments.Find(first.Id), strict: true);
        Assert.Equal(DeploymentState.CheckingHealth, Deployments.Move(second, DeploymentState.CheckingHealth).State);
        Assert.Throws<LeaseLostException>(() => Deployments.Move(second, DeploymentState.Failed));
    }

    [Fact]
    public void A_move_writes_state_reason_and_timeline_together()
    {
        var deployment = Deployments.Claim(scene.AddDeployment(project), "a")!;
        deployment = Deployments.Save(deployment with { Slot = "blue", Steps = StepRules.Begin([], "Start", Sample.Noon) });

        Deployments.Move(deployment, DeploymentState.Failed, "The port is closed.", "Open it.");

        var failed = Deployments.Find(deployment.Id)!;
        Assert.Equal((DeploymentState.Failed, "The port is closed.", "Open it.", "blue"), (failed.State, failed.Reason, failed.NextAction, failed.Slot));
        var step = Assert.Single(failed.Steps);
        Assert.False(step.Ok);
        Assert.NotNull(step.FinishedAt);
        Assert.NotNull(failed.FinishedAt);
    }

    [Fact]
    public void What_is_over_or_live_needs_no_driver()
    {
        var failed = Deployments.Move(Deployments.Claim(scene.AddDeployment(project), "a")!, DeploymentState.Failed);
        var live = Live(scene.AddDeployment(project));

        Assert.Null(Deployments.Claim(failed, "b"));
        Assert.Null(Deployments.Claim(live, "b"));
        Assert.Equal(live.Fence, Deployments.Find(live.Id)!.Fence);
    }

    [Theory]
    [InlineData(DeploymentState.Queued, DeploymentState.Failed, true), InlineData(DeploymentState.Starting, DeploymentState.Starting, true)]
    [InlineData(DeploymentState.CheckingHealth, DeploymentState.CheckingHealth, true), InlineData(DeploymentState.Switched, DeploymentState.Switched, false), InlineData(DeploymentState.Draining, DeploymentState.Draining, false)]
    public void A_person_stops_a_deployment_only_before_it_has_traffic(DeploymentState at, DeploymentState after, bool canceled)
    {
        var deployment = Through(scene.AddDeployment(project), at);

        Assert.Equal(canceled, Deployments.Cancel(deployment, "ben"));
        Assert.Equal(canceled, DeploymentRules.CanCancel(at));

        var found = Deployments.Find(deployment.Id)!;
        Assert.Equal((after, canceled ? "ben" : null), (found.State, found.CanceledBy));
    }

    [Fact]
    public void The_indexes_know_the_same_states_as_the_rules()
    {
        var active = scene.Database.Read(db => db.QuerySingle<string>("SELECT sql FROM sqlite_master WHERE name = 'deployments_one_active'"));
        var open = scene.Database.Read(db => db.QuerySingle<string>("SELECT sql FROM sqlite_master WHERE name = 'deployments_open'"));

        Assert.All(Enum.GetValues<DeploymentState>(), state => Assert.Equal(
            (DeploymentRules.IsActive(state), DeploymentRules.IsOpen(state)),
            (active.Contains($"'{state}'", StringComparison.Ordinal), open.Contains($"'{state}'", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(DeploymentState.Queued), InlineData(DeploymentState.Starting), InlineData(DeploymentState.CheckingHealth), InlineData(DeploymentState.Switched), InlineData(DeploymentState.Draining), InlineData(DeploymentState.Live), InlineData(DeploymentState.RollingBack), InlineData(DeploymentState.Retired)]
    public void The_list_of_open_deployments_follows_the_rules(DeploymentState state)
    {
        Through(scene.AddDeployment(project), state);

        Assert.Equal(DeploymentRules.IsOpen(state) ? 1 : 0, Deployments.Open().Count);
    }

    public void Dispose() => scene.Dispose();

    private Deployment Live(Deployment deployment) => Through(deployment, DeploymentState.Live);

    // The good way to a state; RollingBack from the health check.
    private Deployment Through(Deployment deployment, DeploymentState goal)
    {
        if (goal == DeploymentState.Queued) return deployment;
        var at = Deployments.Claim(deployment, "driver")!;
        DeploymentState[] way = [DeploymentState.CheckingHealth, DeploymentState.Switched, DeploymentState.Draining, DeploymentState.Live, DeploymentState.Retired];
        foreach (var next in way)
        {
            if (at.State == goal) break;
            at = Deployments.Move(at, goal == DeploymentState.RollingBack && at.State == DeploymentState.CheckingHealth ? goal : next);
        }

        return at;
    }
}
