using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Web.Pages.Dashboard;

namespace Ci.Web.Tests.Pages;

public sealed class DashboardTests
{
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
        var row = ProjectRow.Of(Sample.Project, builds, [Live41], Sample.Now);

        Assert.Empty(Attention.Of(row, builds, [Live41]));
        Assert.Single(Attention.Of(row, [.. builds.Skip(1)], [Live41]));
    }

    [Fact]
    public void A_deployment_a_person_canceled_needs_no_attention()
    {
        var canceled = Sample.Deployment(31, DeploymentState.Failed, Slots.Green, 42) with { CanceledBy = "ada" };
        var row = ProjectRow.Of(Sample.Project, [], [canceled, Live41], Sample.Now);

        Assert.Empty(Attention.Of(row, [], [canceled, Live41]));
    }

    [Fact]
    public void A_waiting_build_says_what_it_waits_for()
    {
        var ahead = Sample.Build(42, BuildState.Running, started: Sample.Now.AddSeconds(-100));

        Assert.Equal("Starts after shop #42, in about 1:20", WorkItem.Waiting(Sample.Build(43, BuildState.Queued), ahead, TimeSpan.FromSeconds(180), Sample.Now).Waits);
        Assert.Equal("Starts after shop #42", WorkItem.Waiting(Sample.Build(43, BuildState.Queued), ahead, null, Sample.Now).Waits);
        Assert.Equal("Starts when a worker is free", WorkItem.Waiting(Sample.Build(43, BuildState.Queued), null, null, Sample.Now).Waits);
    }

    private static ProjectStanding Standing(Build[] builds, Deployment[] deployments) =>
        ProjectStanding.Of(Sample.Project, builds, deployments, null, Sample.Now);
}
