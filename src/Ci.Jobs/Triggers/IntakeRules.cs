using Ci.Jobs.Builds;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Triggers;

/// <summary>What a whole call comes to: which projects it concerns and how their verdicts add up.</summary>
public static class IntakeRules
{
    public const string Signature = "Signature";

    /// <summary>The projects that a call is about, each push of it once per project. A call to a project's own address is about no other.</summary>
    public static IEnumerable<(Project Project, Push Push)> Concerned(string address, IReadOnlyList<Push> pushes, IReadOnlyList<Project> projects) =>
        Concerned(address, pushes, [.. projects.Select(KnownProject.Of)]);

    internal static IEnumerable<(Project Project, Push Push)> Concerned(string address, IReadOnlyList<Push> pushes, IReadOnlyList<KnownProject> projects) => pushes
        .SelectMany(push => Concerned(address, push, projects).Select(project => (Project: project, Push: push)))
        .DistinctBy(pair => (pair.Project.Id, pair.Push.Ref));

    /// <summary>The rule before all others: how the call was proven. A project with a secret of its own takes no other's word.</summary>
    public static TriggerStep Proof(Project project, string provider, string address, string proof, bool ownSecret) => ownSecret && address.Length == 0
        ? new(Signature, TriggerOutcome.Stopped, $"{project.Name} has a webhook secret of its own: its pushes go to /webhook/{provider}/{project.Name}.")
        : new(Signature, TriggerOutcome.Passed, proof);

    /// <summary>The verdict of the delivery and its reason.</summary>
    internal static (DeliveryVerdict Verdict, string Reason) Sum(WebhookCall call, string proof, IReadOnlyList<Judged> judged, bool offer)
    {
        if (call.IsPing) return (DeliveryVerdict.Ping, $"The webhook works ({proof}).");
        if (call.Ignored is { } ignored) return (DeliveryVerdict.Skipped, ignored);
        if (call.Pushes.Count == 0) return (DeliveryVerdict.Skipped, "The call holds no push.");
        if (judged.Count == 0) return (DeliveryVerdict.Skipped, $"No project builds {(call.Pushes[0].Repository is { Length: > 0 } named ? named : "it")}.");
        var starts = judged.Where(one => one.Verdict.Starts).Select(one => one.Project.Name).Distinct(StringComparer.Ordinal).ToList();
        if (starts.Count > 0) return offer
            ? (DeliveryVerdict.Offered, $"No webhook told of this commit. It can be built for {string.Join(", ", starts)}.")
            : (DeliveryVerdict.Built, $"Starts {string.Join(", ", starts)}.");
        return (DeliveryVerdict.Skipped, judged.Count == 1
            ? judged[0].Verdict.Reason
            : string.Join(' ', judged.Take(10).Select(one => $"{one.Project.Name}: {one.Verdict.Reason}")));
    }

    /// <summary>The build that a push asks for.</summary>
    public static NewBuild BuildOf(Push push, long delivery) => new(
        BuildTrigger.Push,
        push.Pusher,
        push.PullRequest is { } request ? request.SourceBranch : TriggerRules.NameOf(push.Ref),
        push.After,
        push.HeadMessage,
        push.HeadAuthor,
        delivery)
    { Ref = push.Ref, Before = push.Before, Deploys = push.PullRequest is null };

    private static IEnumerable<Project> Concerned(string address, Push push, IReadOnlyList<KnownProject> projects)
    {
        var urls = RepositoryRules.Urls(push);
        return projects.Where(known => Concerns(address, known, push, urls)).Select(known => known.Project);
    }

    private static bool Concerns(string address, KnownProject known, Push push, List<RepositoryUrl> urls) =>
        address.Length == 0 ? RepositoryRules.SameRepository(known.Url, push, urls)
        : address == known.Project.Name && (push.Repository.Length == 0 || RepositoryRules.SameRepository(known.Url, push, urls));
}
