using System.Globalization;
using Ci.Jobs.Deployments;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.SlotView;

/// <summary>What happens next, in one sentence.</summary>
internal static class NextSteps
{
    /// <param name="facts">The readings.</param>
    /// <param name="blue">The upper card.</param>
    /// <param name="green">The lower card.</param>
    /// <param name="clock">Time of day of an instant.</param>
    public static NextStep Of(SlotFacts facts, SlotCard blue, SlotCard green, Func<DateTimeOffset, string> clock)
    {
        var live = blue.Role == SlotRole.Live ? blue : green.Role == SlotRole.Live ? green : null;
        var other = ReferenceEquals(live, blue) ? green : blue;
        var last = facts.Deployments.Count > 0 ? facts.Deployments[0] : null;
        var active = facts.Deployments.FirstOrDefault(d => DeploymentRules.IsActive(d.State)) ?? facts.Deployments.FirstOrDefault(d => d.State == DeploymentState.Queued);
        if (active is not null) return Moving(facts, active, live, clock);
        if (live is not null && other is { Role: SlotRole.Previous, Deployment: { } previous }) return Watching(facts, live, other, previous, clock);
        return Resting(facts, live, last);
    }

    private static NextStep Moving(SlotFacts facts, Deployment active, SlotCard? live, Func<DateTimeOffset, string> clock)
    {
        var name = $"{active.Slot} #{active.ReleaseNumber}";
        var stays = live is null ? "Nothing is live until then." : $"Until then {live.Name} stays live.";
        var deploy = facts.Project.Settings.Deploy;
        return active switch
        {
            { CanceledBy: { } who } => new("loader-circle", "neutral", $"Canceling deployment #{active.Number} for {who}. ", "", live is null ? "" : $"{live.Name} stays live.", active),
            { State: DeploymentState.Queued } => new("clock", "neutral", "Release ", $"#{active.ReleaseNumber}", $" waits to be deployed. {stays}", active),
            { State: DeploymentState.Starting } => new("loader-circle", "running", "Starting ", name, $". {stays}", active),
            { State: DeploymentState.CheckingHealth } => Checking(facts, active, live, name, clock),
            { State: DeploymentState.RollingBack } => new("undo-2", "warning", "Taking back ", name, $": {Words.Clause(active.Reason)}.{(live is null ? "" : $" {live.Name} serves.")}", active),
            _ => new("loader-circle", "running", "Traffic is on ", name, $". Requests under way finish in the other slot, within {Durations.Setting(deploy.DrainTimeoutMs)}.", active),
        };
    }

    private static NextStep Checking(SlotFacts facts, Deployment active, SlotCard? live, string name, Func<DateTimeOffset, string> clock)
    {
        var health = facts.Project.Settings.Health;
        var started = active.ContainerStartedAt ?? active.StartedAt ?? facts.Now;
        var stays = live is null ? "nothing is live" : $"{live.Name} stays live";
        if (health.Path is null)
        {
            return new("loader-circle", "running", "Traffic moves to ", name, $" when it has run for {Durations.Setting(health.StayRunningMs)}. Until then {stays}.", active);
        }

        var missing = Math.Max(0, health.HealthyInARow - SlotCards.InARow([.. facts.Probes[active.Id]]));
        var deadline = clock(started.AddMilliseconds(health.DeadlineMs));
        return missing == 0
            ? new("loader-circle", "running", "Traffic moves to ", name, " now.", active)
            : new("loader-circle", "running", "Traffic moves to ", name, $" after {Words.Count(missing, "more good answer", "more good answers")}. Deadline {deadline}, until then {stays}.", active);
    }

    private static NextStep Watching(SlotFacts facts, SlotCard live, SlotCard other, Deployment previous, Func<DateTimeOffset, string> clock)
    {
        var limit = facts.Project.Settings.Deploy.MaxErrorPercent.ToString("0.##", CultureInfo.InvariantCulture);
        var until = previous.WarmUntil is { } warm ? $" until {clock(warm)}" : "";
        return new("eye", "neutral", "Watching ", live.Name, $"{until}. Above {limit} % 5xx, traffic goes back to {other.Name} by itself.", live.Deployment)
        {
            BackTo = previous.ReleaseNumber,
        };
    }

    private static NextStep Resting(SlotFacts facts, SlotCard? live, Deployment? last) => (last, live) switch
    {
        ({ State: DeploymentState.RolledBack }, { } serving) => new("undo-2", "warning", "Rolled back to ", serving.Name, $": {Words.Clause(last.Reason)}.", last),
        ({ State: DeploymentState.RolledBack or DeploymentState.Failed }, null) => new("circle-x", "failed", "Nothing is live. ", $"#{last.ReleaseNumber}", $" was not deployed: {Words.Clause(last.Reason)}.", last),
        ({ State: DeploymentState.Failed }, { } serving) => new("circle-x", "failed", "", serving.Name, $" stays live. #{last.ReleaseNumber} was not deployed: {Words.Clause(last.Reason)}.", last),
        (_, { } serving) => new("radio", "succeeded", "", serving.Name, $" serves all traffic. The next push to {facts.Project.Branch} is built and replaces it without a failed request."),
        _ => new("circle-dashed", "neutral", "Nothing is deployed yet. ", "", $"Push to {facts.Project.Branch}, or build now."),
    };
}
