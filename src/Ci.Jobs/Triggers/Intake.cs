using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Triggers;

/// <summary>Takes in a verified webhook call: everything is committed before this returns, so its answer may say so.</summary>
public sealed class Intake(DeliveryStore deliveries, PipelineSignal signal)
{
    /// <summary>Records the call with its verdict and builds, and wakes the dispatcher.</summary>
    /// <exception cref="Storage.StorageException">Nothing was recorded; the caller answers that it should be sent again.</exception>
    public Recorded Accept(WebhookCall call, byte[] body, string? source)
    {
        Faults.At("delivery-read");
        var recorded = deliveries.Record(call, body, source, projects => Decide(call, projects));
        Faults.At("delivery-committed");
        if (recorded.Builds.Count > 0) signal.Wake();
        return recorded;
    }

    /// <summary>What a call starts.</summary>
    /// <param name="Verdict">One word.</param>
    /// <param name="Reason">One sentence.</param>
    /// <param name="Builds">Each project it concerns, once.</param>
    public sealed record Decision(string Verdict, string Reason, IReadOnlyList<(Project Project, NewBuild Build)> Builds);

    /// <summary>Every project of the pushed repository and branch is built, at the pushed commit. Pure.</summary>
    public static Decision Decide(WebhookCall call, IReadOnlyList<Project> projects)
    {
        if (call.IsPing) return new Decision("Ping", "The webhook works.", []);
        if (call.Ignored is { } ignored) return new Decision("Ignored", ignored, []);

        var matches = call.Pushes
            .Where(push => push is { Deleted: false, After: not null })
            .SelectMany(push => projects.Where(project => Concerns(project, push)).Select(project => (Project: project, Push: push)))
            .DistinctBy(match => match.Project.Id)
            .Select(match => (match.Project, BuildOf(match.Project, match.Push)))
            .ToList();
        if (matches.Count > 0) return new Decision("Built", $"Starts {string.Join(", ", matches.Select(match => match.Project.Name))}.", matches);

        var first = call.Pushes.Count > 0 ? call.Pushes[0] : null;
        return new Decision("Skipped", first is null ? "The call holds no push." : $"No project builds {first.Ref} of {first.Repository}.", []);
    }

    private static bool Concerns(Project project, Push push) =>
        project.DeletingAt is null && RepositoryRules.BranchOf(push.Ref) == project.Branch && RepositoryRules.SameRepository(project.RepositoryUrl, push);

    private static NewBuild BuildOf(Project project, Push push) =>
        new(BuildTrigger.Push, push.Pusher, project.Branch, push.After, push.HeadMessage, push.HeadAuthor);
}
