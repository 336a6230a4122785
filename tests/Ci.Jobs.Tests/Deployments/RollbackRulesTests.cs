using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Deployments;

public sealed class RollbackRulesTests
{
    private static readonly DeploySettings Policy = new() { MinRequests = 20, MaxErrorPercent = 5 };

    [Theory]
    [InlineData(true, 0, 0, null), InlineData(true, 19, 19, null), InlineData(true, 20, 1, null), InlineData(true, 100, 5, null)]
    [InlineData(true, 20, 2, "10 % of 20 requests failed after the switch, limit 5 %.")]
    [InlineData(true, 1000, 51, "5.1 % of 1000 requests failed after the switch, limit 5 %.")]
    [InlineData(false, 0, 0, "The container stopped after the switch.")]
    public void Too_many_errors_or_a_stopped_container_switch_back(bool running, long requests, long errors, string? reason) =>
        Assert.Equal(reason, RollbackRules.SwitchBack(running, requests, errors, Policy));

    [Property(MaxTest = 200)]
    public void With_a_limit_of_100_percent_no_error_switches_back(ushort requests, ushort errors) =>
        Assert.Null(RollbackRules.SwitchBack(running: true, requests, Math.Min(errors, requests), Policy with { MaxErrorPercent = 100, MinRequests = 1 }));

    [Fact]
    public void The_one_before_is_the_last_that_was_live_with_another_release()
    {
        var live = Sample.Deployment(5, DeploymentState.Live, release: 3, liveAt: Sample.Noon);
        Deployment[] all =
        [
            live,
            Sample.Deployment(4, DeploymentState.Retired, release: 3, liveAt: Sample.Noon),
            Sample.Deployment(3, DeploymentState.RolledBack, release: 2),
            Sample.Deployment(2, DeploymentState.Retired, release: 2, liveAt: Sample.Noon),
            Sample.Deployment(1, DeploymentState.Retired, release: 1, liveAt: Sample.Noon),
        ];

        Assert.Equal(2, RollbackRules.Earlier(live, all)?.Number);
        Assert.Equal(4, RollbackRules.Earlier(live: null, all)?.Number);
    }

    [Fact]
    public void After_a_rollback_the_one_before_is_older_still_and_not_the_one_left()
    {
        var live = Sample.Deployment(2, DeploymentState.Live, release: 2, liveAt: Sample.Noon);
        Deployment[] all =
        [
            Sample.Deployment(3, DeploymentState.Retired, release: 3, liveAt: Sample.Noon),
            live,
            Sample.Deployment(1, DeploymentState.Retired, release: 1, liveAt: Sample.Noon),
        ];

        Assert.Equal(1, RollbackRules.Earlier(live, all)?.Number);
    }

    [Theory]
    [InlineData(DeploymentState.Failed), InlineData(DeploymentState.RolledBack), InlineData(DeploymentState.Queued), InlineData(DeploymentState.Retired)]
    public void What_was_never_live_is_not_gone_back_to(DeploymentState state) =>
        Assert.Null(RollbackRules.Earlier(Sample.Deployment(2, DeploymentState.Live), [Sample.Deployment(1, state)]));
}
