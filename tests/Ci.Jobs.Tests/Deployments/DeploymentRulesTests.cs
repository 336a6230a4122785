using Ci.Jobs.Deployments;
using Xunit;

namespace Ci.Jobs.Tests.Deployments;

public sealed class DeploymentRulesTests
{
    private static readonly DeploymentState[] All = Enum.GetValues<DeploymentState>();

    public static TheoryData<DeploymentState> States => [.. All];

    [Theory, MemberData(nameof(States))]
    public void Every_state_is_reached_from_Queued_and_none_leads_back_to_it(DeploymentState state)
    {
        Assert.Contains(state, From(DeploymentState.Queued));
        Assert.False(DeploymentRules.Allows(state, DeploymentState.Queued));
        Assert.False(DeploymentRules.Allows(state, state));
    }

    [Theory, MemberData(nameof(States))]
    public void What_is_open_leads_on_and_what_failed_is_over(DeploymentState state)
    {
        var isEnd = !All.Any(next => DeploymentRules.Allows(state, next));

        Assert.Equal(state is DeploymentState.Failed or DeploymentState.RolledBack, isEnd);
        if (DeploymentRules.IsOpen(state)) Assert.Contains(From(state), next => !DeploymentRules.IsOpen(next));
    }

    [Theory, MemberData(nameof(States))]
    public void The_words_for_states_agree(DeploymentState state)
    {
        if (DeploymentRules.IsActive(state) || DeploymentRules.NeedsJob(state)) Assert.True(DeploymentRules.IsOpen(state));
        if (DeploymentRules.IsOpen(state)) Assert.True(DeploymentRules.IsActive(state) ^ state == DeploymentState.Queued);
        if (DeploymentRules.CanCancel(state)) Assert.True(DeploymentRules.NeedsJob(state) && DeploymentRules.Allows(state, DeploymentState.Failed));
    }

    [Theory, MemberData(nameof(States))]
    public void What_has_traffic_ends_only_by_giving_it_back(DeploymentState state)
    {
        if (state is not (DeploymentState.Switched or DeploymentState.Draining or DeploymentState.Live)) return;

        Assert.False(DeploymentRules.Allows(state, DeploymentState.Failed));
        Assert.True(DeploymentRules.Allows(state, DeploymentState.RollingBack));
    }

    [Fact]
    public void Traffic_is_taken_only_after_the_health_check() =>
        Assert.Equal([DeploymentState.CheckingHealth], All.Where(state => DeploymentRules.Allows(state, DeploymentState.Switched)));

    [Theory]
    [InlineData(null, "blue"), InlineData("blue", "green"), InlineData("green", "blue")]
    public void A_release_starts_in_the_slot_that_is_not_live(string? live, string idle) => Assert.Equal(idle, Slots.Idle(live));

    private static HashSet<DeploymentState> From(DeploymentState start)
    {
        var reached = new HashSet<DeploymentState> { start };
        while (reached.SelectMany(state => All.Where(next => DeploymentRules.Allows(state, next))).Where(next => !reached.Contains(next)).ToList() is { Count: > 0 } more) reached.UnionWith(more);
        return reached;
    }
}
