using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Access;
using Ci.Web.Api;

namespace Ci.Web.Pages.Deliveries;

/// <summary>What a person asks of a delivery, with its line in the audit trail.</summary>
internal sealed class DeliveryWork(Intake intake, Work work, ActivityStore activity)
{
    /// <summary>Judges it again by the rules of now, for one project or all.</summary>
    /// <returns>Null when it was rejected or is gone.</returns>
    public async Task<Recorded?> ReplayAsync(long delivery, string? project, Actor actor)
    {
        if (await intake.ReplayAsync(delivery, actor.Name, project) is not { } replayed) return null;
        activity.Add(actor, "Delivery.Replayed", $"delivery {delivery}", replayed.Reason);
        return replayed;
    }

    /// <summary>Whether a push has something that can be built here although the rules say no: a fork's code never is.</summary>
    public static bool CanBuild(Push? push) => push is { Deleted: false, PullRequest: null or { FromFork: false } };

    /// <summary>Builds its commit, whatever the rules say.</summary>
    public Build Build(Project project, Push push, Actor actor)
    {
        var asked = IntakeRules.BuildOf(push, delivery: 0);
        return work.Build(project, asked with { Trigger = BuildTrigger.Manual, Actor = actor.Name, DeliveryId = null }, actor);
    }
}
