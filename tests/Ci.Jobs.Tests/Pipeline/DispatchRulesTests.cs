using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Pipeline;

public sealed class DispatchRulesTests
{
    [Theory]
    [InlineData(null, nameof(DispatchAction.Create))]
    [InlineData("Enqueued", nameof(DispatchAction.Leave)), InlineData("Awaiting", nameof(DispatchAction.Leave)), InlineData("Scheduled", nameof(DispatchAction.Leave)), InlineData("Processing", nameof(DispatchAction.Leave))]
    [InlineData("Succeeded", nameof(DispatchAction.Create)), InlineData("Failed", nameof(DispatchAction.Create)), InlineData("SomethingNew", nameof(DispatchAction.Create))]
    [InlineData("Deleted", nameof(DispatchAction.Cancel))]
    public void What_happens_to_a_row_follows_from_its_job(string? jobState, string action)
    {
        Assert.Equal(action, DispatchRules.For(jobState, driven: false).ToString());
        Assert.Equal(DispatchAction.Leave, DispatchRules.For(jobState, driven: true));
    }

    [Property(MaxTest = 200)]
    public void Each_project_has_one_build_whose_turn_it_is(byte[] rows)
    {
        // Oldest first; one running build a project at most.
        var open = rows.Select((value, index) => Sample.Build(index + 1, state: value % 5 == 0 ? BuildState.Running : BuildState.Queued, projectId: value % 3))
            .GroupBy(build => (build.ProjectId, build.State == BuildState.Running ? 0 : build.Number)).Select(group => group.First()).ToList();

        var heads = DispatchRules.Heads(open).ToDictionary(build => build.ProjectId);

        foreach (var project in open.GroupBy(build => build.ProjectId))
        {
            Assert.Equal(project.FirstOrDefault(build => build.State == BuildState.Running) ?? project.MinBy(build => build.Number), heads[project.Key]);
        }
    }

    [Theory]
    [InlineData(DeploymentState.Starting, 1), InlineData(DeploymentState.CheckingHealth, 1), InlineData(DeploymentState.RollingBack, 1)]
    [InlineData(DeploymentState.Switched, null), InlineData(DeploymentState.Draining, null)]
    public void A_deployment_in_progress_holds_the_place_also_when_it_needs_no_job(DeploymentState state, int? head)
    {
        Deployment[] open = [Sample.Deployment(1, state), Sample.Deployment(2)];

        Assert.Equal(head, DispatchRules.Heads(open).SingleOrDefault()?.Number);
    }

    [Fact]
    public void An_older_waiting_deployment_lets_one_in_progress_end_first()
    {
        Deployment[] open = [Sample.Deployment(1), Sample.Deployment(2, DeploymentState.CheckingHealth), Sample.Deployment(3, projectId: 2), Sample.Deployment(4, projectId: 2)];

        Assert.Equal([(1, 2), (2, 3)], DispatchRules.Heads(open).Select(head => ((int)head.ProjectId, head.Number)));
    }
}
