using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>Deliveries in words.</summary>
internal static class DeliveryWords
{
    /// <summary>What happened, in a few words: <c>push main</c>, <c>delete dev/tax</c>, <c>ping</c>.</summary>
    public static string What(Delivery delivery, Push? push) => push switch
    {
        null => delivery.Event.Length > 0 ? delivery.Event : "unknown",
        { Deleted: true } => $"delete {TriggerRules.NameOf(push)}",
        { PullRequest: not null } => TriggerRules.NameOf(push),
        { Forced: true } => $"forced push {TriggerRules.NameOf(push)}",
        _ when delivery.Provider == Forge.Look => $"found {TriggerRules.NameOf(push)}",
        _ => $"push {TriggerRules.NameOf(push)}",
    };

    /// <summary>The heading of its page.</summary>
    public static string Title(Delivery delivery, IReadOnlyList<Push> pushes)
    {
        var forge = Forge.Of(delivery.Provider).Name;
        var at = RepositoryOf(delivery) is { Length: > 0 } repository ? repository : "an unnamed repository";
        return (delivery.Verdict, pushes) switch
        {
            (DeliveryVerdict.Rejected, _) => $"{forge} {(delivery.Event.Length > 0 ? delivery.Event : "call")}, rejected",
            (DeliveryVerdict.Ping, _) => $"{forge} ping",
            (_, []) => $"{forge} {delivery.Event}",
            (_, [var push]) when delivery.Provider == Forge.Look => $"A commit of {at}, {TriggerRules.NameOf(push)}, that no webhook told",
            (_, [{ Deleted: true } push]) => $"{forge} deletion in {at}, {TriggerRules.NameOf(push)}",
            (_, [{ PullRequest: { } request }]) => $"{forge} pull request {request.Number} of {at}",
            (_, [var push]) => $"{forge} push to {at}, {(RepositoryRules.TagOf(push.Ref) is not null ? "tag " : "")}{TriggerRules.NameOf(push)}",
            _ => $"{forge} push to {at}, {pushes.Count} refs",
        };
    }

    /// <summary>A verdict's reason; an offer's is that somebody has to decide.</summary>
    public static string Reason(ProjectVerdict verdict) => verdict.Verdict == DeliveryVerdict.Offered
        ? "No webhook told of this commit: build it, or leave it."
        : verdict.Reason;

    public static string Listening(int projects) => projects switch
    {
        0 => "No project listens to this repository.",
        1 => "One project listens to this repository.",
        2 => "Two projects listen to this repository.",
        _ => $"{projects} projects listen to this repository.",
    };

    /// <summary>"218 today: 41 built, 163 skipped, 12 pings, 2 rejected."</summary>
    public static string Today(IReadOnlyDictionary<DeliveryVerdict, int> counts)
    {
        var parts = Enum.GetValues<DeliveryVerdict>()
            .Where(verdict => counts.GetValueOrDefault(verdict) > 0)
            .Select(verdict => verdict == DeliveryVerdict.Ping ? Words.Count(counts[verdict], "ping") : $"{counts[verdict]:#,0} {Badges.Of(verdict).Word.ToLowerInvariant()}")
            .ToList();
        return parts.Count == 0 ? "None today." : $"{counts.Values.Sum():#,0} today: {string.Join(", ", parts)}.";
    }

    /// <summary>Where the call came in; the project's name in it is a stranger's text.</summary>
    public static string Path(Delivery delivery) => $"/webhook/{delivery.Provider}{(delivery.Address.Length > 0 ? $"/{delivery.Address}" : "")}";

    /// <summary>Its page, with one of its verdicts shown.</summary>
    public static string Href(long delivery, ProjectVerdict? verdict = null) => $"/deliveries/{delivery}{Query.Of(("project", verdict?.Project), ("ref", verdict?.Ref))}";

    /// <summary><c>owner/name</c>, also where the call told a URL.</summary>
    public static string RepositoryOf(Delivery delivery) =>
        delivery.Repository is { } told && told.Contains(':', StringComparison.Ordinal) ? Words.Repository(told) : delivery.Repository ?? "";

    public static string Size(int bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => $"{bytes / 1024.0:0.#} KB",
        _ => $"{bytes / (1024.0 * 1024):0.#} MB",
    };
}
