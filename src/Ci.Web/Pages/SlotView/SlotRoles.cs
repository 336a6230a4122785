using Ci.Jobs.Deployments;

namespace Ci.Web.Pages.SlotView;

/// <summary>Who is in which slot, and as what.</summary>
internal static class SlotRoles
{
    /// <summary>The deployment that gets the requests. The route table is the truth; without a word from it the states tell.</summary>
    public static Deployment? Live(SlotFacts facts) =>
        facts.Deployments.FirstOrDefault(d => d.Number == facts.Routed)
        ?? facts.Deployments.FirstOrDefault(d => d.State is DeploymentState.Switched or DeploymentState.Draining)
        ?? facts.Deployments.FirstOrDefault(d => d.State == DeploymentState.Live);

    public static (Deployment? Deployment, SlotRole Role) In(string slot, SlotFacts facts)
    {
        var live = Live(facts);
        if (live?.Slot == slot) return (live, SlotRole.Live);
        var last = facts.Deployments.FirstOrDefault(d => d.Slot == slot);
        return (last, Role(last, facts.Now));
    }

    private static SlotRole Role(Deployment? other, DateTimeOffset now) => other switch
    {
        null => SlotRole.Empty,
        { State: DeploymentState.Starting or DeploymentState.CheckingHealth or DeploymentState.RollingBack } => SlotRole.Candidate,
        { State: DeploymentState.Live } => SlotRole.Previous, // the new one has the traffic, this one still drains
        { WarmUntil: { } until } when until > now => SlotRole.Previous,
        _ => SlotRole.Retired,
    };
}
