using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Web.Pages.Dashboard;

namespace Ci.Web.Tests.Pages;

public sealed class DashboardTests
{
    private static readonly BuildLine Nobody = new([], 2);
    private static readonly Deployment Live41 = Sample.Deployment(30, DeploymentState.Live, Slots.Blue, 41);

    [Fact]
    public void A_failed_last_build_is_worst_and_a_release_that_runs_is_best()
    {
        var failed = Standing([Sample.Build(42, BuildState.Failed, 5)], [Live41]);
        var rolledBack = Standing([Sample.Build(42, BuildState.Succeeded, 5)], [Sample.Deployment(31, DeploymentState.RolledBack, Slots.Green, 42), Live41]);
        var running = Standing([Sample.Build(43, BuildState.Running)], [Live41]);
        var live = Standing([Sample.Build(41, BuildState.Succeeded, 5)], [Live41]);

        Assert.Equal(["Failed", "Rolled back", "Running", "Live"], new[] { live, running, rolledBack, failed }.OrderBy(s => s.Rank).Select(s => s.Look.Word));
        Assert.Equal("#42: It broke", failed.Line);
    }

    [Fact]
    public void A_build_that_was_canceled_or_superseded_hides_no_earlier_failure()
    {
        var standing = Standing([Sample.Build(44, BuildState.Superseded), Sample.Build(43, BuildState.Canceled, 1), Sample.Build(42, BuildState.Failed, 5)], [Live41]);

        Assert.Equal("Failed", standing.Look.Word);
    }

    [Fact]
    public void What_came_well_after_a_failure_ends_the_attention()
    {
        Build[] builds = [Sample.Build(43, BuildState.Succeeded, 5), Sample.Build(42, BuildState.Failed, 5)];
        var row = ProjectRow.Of(Sample.Project, builds, [Live41], Nobody, Sample.Now);

        Assert.Empty(Attention.Of(row, builds, [Live41]));
        Assert.Single(Attention.Of(row, [.. builds.Skip(1)], [Live41]));
    }

    [Fact]
    public void A_deployment_a_person_canceled_needs_no_attention()
    {
        var canceled = Sample.Deployment(31, DeploymentState.Failed, Slots.Green, 42) with { CanceledBy = "ada" };
        var row = ProjectRow.Of(Sample.Project, [], [canceled, Live41], Nobody, Sample.Now);

        Assert.Empty(Attention.Of(row, [], [canceled, Live41]));
    }

    [Fact]
    public void A_waiting_build_says_what_it_waits_for()
    {
        var (ahead, waiting) = (Sample.Build(42, BuildState.Running, started: Sample.Now.AddSeconds(-100)), Sample.Build(43, BuildState.Queued));

        Assert.Equal("2nd in line, after shop #42, in about 1:20", Waits(TimeSpan.FromSeconds(180), ahead, waiting));
        Assert.Equal("2nd in line, after shop #42", Waits(null, ahead, waiting));
        Assert.Equal("Starts as soon as a worker takes it", Waits(null, waiting));

        string Waits(TimeSpan? usual, params Build[] open) => WorkItem.Waiting(waiting, new(open, 2), usual, Sample.Now).Waits;
    }

    [Fact]
    public void No_time_is_told_while_another_project_waits_for_the_same_worker()
    {
        var (ahead, waiting) = (Sample.Build(42, BuildState.Running, started: Sample.Now.AddSeconds(-100)), Sample.Build(43, BuildState.Queued));
        var other = Sample.Build(7, BuildState.Queued) with { ProjectId = 2, Project = "api" };

        Assert.Equal("2nd in line, after shop #42", WorkItem.Waiting(waiting, new([other, ahead, waiting], 1), TimeSpan.FromSeconds(180), Sample.Now).Waits);
    }

    [Fact]
    public void A_project_whose_build_waits_for_a_worker_says_so()
    {
        Build[] builds = [Sample.Build(42, BuildState.Queued)];
        var busy = Sample.Build(7, BuildState.Running) with { ProjectId = 2, Project = "api" };

        Assert.Equal("#42: Waits for a free worker: 1 of 1 is busy (api #7)", ProjectStanding.Of(Sample.Project, builds, [], null, Sample.Now, new([busy, .. builds], 1)).Line);
    }

    private static ProjectStanding Standing(Build[] builds, Deployment[] deployments) =>
        ProjectStanding.Of(Sample.Project, builds, deployments, null, Sample.Now, Nobody);
}
