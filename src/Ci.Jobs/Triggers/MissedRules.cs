using System.Globalization;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Triggers;

/// <summary>Which refs of a repository have moved without a webhook having told it.</summary>
internal static class MissedRules
{
    /// <summary>Heads that the project would build and that stand elsewhere than at the last look, or than what was told and built of them since.</summary>
    /// <param name="project">Its rules tell which refs count.</param>
    /// <param name="heads">Where the refs stand.</param>
    /// <param name="seen">Where they stood at the last look; empty at the first, which takes branches that are not the project's own for old.</param>
    /// <param name="known">Where they stood by deliveries and builds, just before this look.</param>
    public static IEnumerable<RemoteHead> Moved(
        Project project, IEnumerable<RemoteHead> heads, IReadOnlyDictionary<string, string> seen, IReadOnlyDictionary<string, KnownRef> known) => heads
        .Where(head => TriggerRules.IsWanted(project, head.Ref) && IsMoved(head, seen.GetValueOrDefault(head.Ref), known.GetValueOrDefault(head.Ref)))
        .Where(head => seen.Count > 0 || RepositoryRules.BranchOf(head.Ref) == project.Branch);

    /// <summary>A head that no webhook told, as the call that should have come. The same move of the ref is the same call.</summary>
    public static WebhookCall CallOf(Project project, RemoteHead head, string? seen, KnownRef? known)
    {
        var before = known?.Told ?? seen;
        // A ref may go to and fro: what was told last makes each of its moves another.
        var after = known?.Told is null ? "" : string.Create(CultureInfo.InvariantCulture, $" after {known.DeliveryId}");
        var push = new Push(
            project.RepositoryUrl, project.RepositoryUrl, SshUrl: null, head.Ref, before, head.Commit, Provider, HeadMessage: null, HeadAuthor: null, Deleted: false, Forced: false);
        return new WebhookCall(Provider, "look", $"{head.Ref} {before ?? "new"} {head.Commit}{after}", IsPing: false, [push], Ignored: null);
    }

    /// <summary>The name under which such deliveries are kept.</summary>
    public const string Provider = "poll";

    public static Received ReceivedOf(Project project) => new(project.Name, Source: null, "Found by looking at the repository", [], default, 0);

    // A branch that was taken back to a commit which is known since long has moved all the same.
    private static bool IsMoved(RemoteHead head, string? seen, KnownRef? known) =>
        !head.Is(known?.Told) && !head.Is(known?.Built) && (known?.Told is not null || head.Commit != seen);
}
