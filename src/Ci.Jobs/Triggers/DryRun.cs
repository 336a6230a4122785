using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Triggers;

/// <summary>Answers what a project's trigger rules, as they are or as they could be, say of a push; nothing is started or kept.</summary>
public sealed class DryRun
{
    private readonly Database database;
    private readonly Git git;
    private readonly CommitConfig config;

    internal DryRun(Database database, Git git, CommitConfig config)
    {
        this.database = database;
        this.git = git;
        this.config = config;
    }

    /// <summary>A past delivery's push of the project's repository; null when there is none.</summary>
    public TriggerVerdict? OfDelivery(Project project, long delivery)
    {
        var content = database.Read(db => DeliveryStore.Content(db, delivery));
        if (content?.Pushes.FirstOrDefault(push => RepositoryRules.SameRepository(project.RepositoryUrl, push)) is not { } push) return null;
        var verdict = TriggerRules.Judge(project, push, earlier: null);
        return verdict with { Trace = [.. verdict.Trace.Where(step => step.Rule != TriggerRules.NewCommit)] };
    }

    /// <summary>Files as they could have changed.</summary>
    public static TriggerVerdict OfPaths(Project project, string reference, string? message, IReadOnlyCollection<string> paths) => Judge(project, reference, null, SkipWords.Find(message), paths, "as entered");

    /// <summary>The commits of a branch or tag since another one: what a build of it would be asked.</summary>
    /// <param name="project">With the rules to try.</param>
    /// <param name="reference">Full ref that has the newer commit.</param>
    /// <param name="from">The older commit, whole.</param>
    /// <param name="to">The newer commit, whole; null for the tip. Its <c>.ci.yml</c> counts, as in a build.</param>
    /// <param name="stop">Ends the fetch.</param>
    /// <exception cref="Pipeline.PipelineException">The commits cannot be had.</exception>
    public async Task<TriggerVerdict> OfCommitsAsync(Project project, string reference, string from, string? to, CancellationToken stop)
    {
        var checkout = await git.FetchAsync(project.RepositoryUrl, reference, to, _ => { }, stop);
        var changed = await git.ChangedAsync(checkout, from, stop)
            ?? throw new GitException(GitFailure.CommitNotOnBranch, $"Commit {from[..7]} is not in the repository.", "Use a commit that is part of the branch.");
        var told = new List<TriggerStep>();
        if (await config.ReadAsync(checkout, project.Settings, text => told.Add(new("Configuration", TriggerOutcome.Passed, text)), stop) is { } applied) project = project with { Settings = applied.Settings };
        var verdict = Judge(project, reference, checkout.Commit, checkout.SkipWord, changed.Paths, $"{from[..7]} to {checkout.Commit[..7]}");
        return verdict with { Trace = [.. told, .. verdict.Trace] };
    }

    private static TriggerVerdict Judge(Project project, string reference, string? commit, string? skipWord, IReadOnlyCollection<string> paths, string since)
    {
        var push = new Push(project.RepositoryUrl, project.RepositoryUrl, null, reference, null, commit, "dry run", null, null, Deleted: false, Forced: false) { SkipWord = skipWord };
        var verdict = TriggerRules.Judge(project, push, earlier: null);
        var trace = verdict.Trace.Where(step => step.Rule is not (TriggerRules.NewCommit or TriggerRules.Repository or TriggerRules.Event)).ToList();
        if (!verdict.Starts || project.Settings.Trigger.Paths.Count == 0) return verdict with { Trace = trace };
        var answer = TriggerRules.OfPaths(project.Settings.Trigger, paths, since);
        trace[trace.FindIndex(step => step.Rule == TriggerRules.Paths)] = answer;
        return new TriggerVerdict(answer.Outcome == TriggerOutcome.Passed, answer.Text, trace);
    }
}
