using System.Globalization;
using Ci.Jobs.Deployments;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.SlotView;

/// <summary>What is said of each slot. Nothing is claimed that was not seen, and what was seen has its age.</summary>
internal static class SlotCards
{
    public static SlotCard Of(string slot, SlotFacts facts)
    {
        var (deployment, role) = SlotRoles.In(slot, facts);
        var card = new SlotCard { Slot = slot, Role = role, Deployment = deployment };
        if (deployment is null) return card;
        var probes = facts.Probes[deployment.Id].ToList();
        var numbers = facts.Numbers.GetValueOrDefault(deployment.Number);
        return role switch
        {
            SlotRole.Live => Live(card, deployment, probes, numbers),
            SlotRole.Candidate => Candidate(card, deployment, probes, facts),
            SlotRole.Previous => Previous(card, deployment, probes, numbers, facts.Now),
            _ => Retired(card, deployment),
        };
    }

    private static SlotCard Live(SlotCard card, Deployment deployment, List<Probe> probes, SlotNumbers? numbers) => Seen(card, probes) with
    {
        Verb = "live since",
        At = deployment.SwitchedAt ?? deployment.LiveAt,
        Health = probes.Count == 0 ? new("circle-check", "Running", "succeeded")
            : probes[^1].Ok ? new("circle-check", "Healthy", "succeeded")
            : new("circle-x", "Unhealthy", "failed"),
        Requests = numbers?.PerSecond is { } rate
            ? new(rate.ToString("0.#", CultureInfo.InvariantCulture), "all traffic")
            : new("–", "counting"),
        Errors = Share(numbers),
    };

    private static SlotCard Candidate(SlotCard card, Deployment deployment, List<Probe> probes, SlotFacts facts)
    {
        var health = facts.Project.Settings.Health;
        var seen = Seen(card, probes) with { Verb = "started", At = deployment.ContainerStartedAt ?? deployment.StartedAt };
        var known = seen with { Requests = new("0", "no traffic yet"), Errors = new("–", "not known yet") };
        if (deployment.State == DeploymentState.RollingBack) return known with { Health = Badges.Of(deployment.State) };
        if (deployment.State == DeploymentState.Starting) return known with { Health = new("loader-circle", "Starting", "running") };
        return health.Path is null
            ? known with { Health = new("loader-circle", "Watching it run", "running"), HealthDetail = $"for {Durations.Setting(health.StayRunningMs)}" }
            : known with { Good = Math.Min(InARow(probes), health.HealthyInARow), Needed = health.HealthyInARow };
    }

    private static SlotCard Previous(SlotCard card, Deployment deployment, List<Probe> probes, SlotNumbers? numbers, DateTimeOffset now) => Seen(card, probes) with
    {
        Verb = "was live until",
        At = deployment.FinishedAt,
        Health = deployment.WarmUntil is { } until && until > now
            ? new("flame", $"Warm, {Durations.Rough(until - now)} left", "neutral")
            : new("loader-circle", "Draining", "running"),
        Requests = new("0", numbers is { } n && n.InFlight + n.Sockets > 0 ? $"{n.InFlight} open, {Words.Count(n.Sockets, "socket")}" : "no traffic"),
        Errors = new("–", "no traffic"),
    };

    private static SlotCard Retired(SlotCard card, Deployment deployment) => card with
    {
        Verb = deployment.State switch
        {
            DeploymentState.RolledBack => "rolled back",
            DeploymentState.Failed => "failed",
            _ => "live until",
        },
        At = deployment.FinishedAt,
        Health = new("circle-slash", "Not running", "neutral"),
        HealthDetail = "no container",
        Requests = new("–", "no container"),
        Errors = new("–", "no traffic"),
    };

    private static SlotCard Seen(SlotCard card, List<Probe> probes) =>
        probes.Count == 0 ? card : card with { HealthDetail = Answer(probes[^1]), SeenAt = probes[^1].At };

    private static string Answer(Probe probe) =>
        probe.Code is { } code ? $"{code} in {Durations.Milliseconds(probe.DurationMs)}" : Words.Clause(probe.Detail);

    public static int InARow(IReadOnlyList<Probe> probes) => probes.Reverse().TakeWhile(probe => probe.Ok).Count();

    private static Figure Share(SlotNumbers? numbers) => numbers is not { Requests: > 0 }
        ? new("–", "no answers")
        : new($"{(100.0 * numbers.Errors / numbers.Requests).ToString("0.##", CultureInfo.InvariantCulture)} %", $"{numbers.Errors:#,0} of {numbers.Requests:#,0}");
}
