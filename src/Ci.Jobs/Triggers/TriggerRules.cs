using Ci.Jobs.Projects;

namespace Ci.Jobs.Triggers;

/// <summary>Whether a push starts a build of a project. Rules are asked in order until one stops it; what only git can tell is left for the build's start.</summary>
public static class TriggerRules
{
    public const string Repository = "Repository", Event = "Event", Branch = "Branch", Tag = "Tag", PullRequest = "Pull request", NewCommit = "New commit", Message = "Message", Paths = "Paths";

    /// <param name="project">One that builds the pushed repository.</param>
    /// <param name="push">What was pushed.</param>
    /// <param name="earlier">The newest build that a push of this ref started; null when there is none.</param>
    /// <param name="known">What was found out before, such as the signature.</param>
    public static TriggerVerdict Judge(Project project, Push push, EarlierBuild? earlier, params IEnumerable<TriggerStep> known)
    {
        var trace = known.ToList();
        Func<TriggerStep>[] rules =
        [
            () => OfRepository(project, push),
            () => OfEvent(project, push),
            () => OfRef(project, push),
            () => OfCommit(push, earlier),
            () => OfMessage(project.Settings.Trigger, push.SkipWord),
            () => OfPaths(project.Settings.Trigger, push),
        ];
        foreach (var rule in rules)
        {
            if (Stop(trace) is null) trace.Add(rule());
        }

        return Stop(trace) is { } stop
            ? new TriggerVerdict(Starts: false, stop.Text, [.. trace, .. NotAsked(trace)])
            : new TriggerVerdict(Starts: true, trace[^1] is { Outcome: TriggerOutcome.Passed, Paths: not null } paths ? paths.Text : "Every rule was met.", trace);
    }

    /// <summary>What a push is called: <c>main</c>, <c>v1.2</c> or <c>pull request 7</c>.</summary>
    public static string NameOf(Push push) => push.PullRequest is { } request ? $"pull request {request.Number}" : NameOf(push.Ref);

    /// <summary>A full ref without what leads it.</summary>
    public static string NameOf(string reference) => RepositoryRules.BranchOf(reference) ?? RepositoryRules.TagOf(reference) ?? reference;

    /// <summary>Whether words in the commit's message keep it from being built.</summary>
    public static TriggerStep OfMessage(TriggerSettings settings, string? skipWord) => skipWord switch
    {
        null => new(Message, TriggerOutcome.Passed, "The message has no [skip ci]."),
        _ when !settings.SkipWords => new(Message, TriggerOutcome.Passed, $"The message has {skipWord}, which this project does not heed."),
        _ => new(Message, TriggerOutcome.Stopped, $"The commit's message has {skipWord}."),
    };

    /// <summary>The path patterns' verdict on what changed.</summary>
    /// <param name="settings">Holds the patterns.</param>
    /// <param name="changed">Every changed file.</param>
    /// <param name="since">What they changed since, such as "since #41".</param>
    public static TriggerStep OfPaths(TriggerSettings settings, IReadOnlyCollection<string> changed, string since)
    {
        var verdict = PathRules.Judge(settings.Paths, changed);
        return new(Paths, verdict.Matches ? TriggerOutcome.Passed : TriggerOutcome.Stopped, $"{PathRules.Tell(settings.Paths, verdict).TrimEnd('.')} ({since}).", verdict);
    }

    /// <summary>Whether the project builds pushes of this ref at all.</summary>
    public static bool IsWanted(Project project, string reference) =>
        RepositoryRules.BranchOf(reference) is { } branch ? branch == project.Branch || Match(project.Settings.Trigger.Branches, branch) is not null
        : RepositoryRules.TagOf(reference) is { } tag && Match(project.Settings.Trigger.Tags, tag) is not null;

    private static TriggerStep OfRepository(Project project, Push push) => project.DeletingAt is null
        ? new(Repository, TriggerOutcome.Passed, $"{push.Repository} is the repository of {project.Name}.")
        : new(Repository, TriggerOutcome.Stopped, $"{project.Name} is being deleted.");

    private static TriggerStep OfEvent(Project project, Push push) => push switch
    {
        { Deleted: true } => new(Event, TriggerOutcome.Stopped, $"{NameOf(push)} was deleted: there is nothing to build."),
        { PullRequest: not null } when !project.Settings.Trigger.PullRequests => new(Event, TriggerOutcome.Stopped, "Pull requests are not built: the project's trigger settings can turn that on."),
        { PullRequest: { FromFork: true } request } => new(Event, TriggerOutcome.Stopped, $"Pull request {request.Number} comes from a fork, whose code is not run here."),
        { PullRequest: not null } => new(Event, TriggerOutcome.Passed, "Pull requests are built, and not deployed."),
        _ => new(Event, TriggerOutcome.Passed, "A push starts builds."),
    };

    private static TriggerStep OfRef(Project project, Push push)
    {
        if (push.PullRequest is { } request) return OfBranch(PullRequest, project, request.TargetBranch, $"Pull request {request.Number} is for branch {request.TargetBranch}, which");
        if (RepositoryRules.BranchOf(push.Ref) is { } branch) return OfBranch(Branch, project, branch, $"Branch {branch}");
        if (RepositoryRules.TagOf(push.Ref) is not { } tag) return new(Branch, TriggerOutcome.Stopped, $"{push.Ref} is neither a branch nor a tag.");
        var patterns = project.Settings.Trigger.Tags;
        return Match(patterns, tag) is { } pattern ? new(Tag, TriggerOutcome.Passed, $"Tag {tag} matches {pattern}.")
            : new(Tag, TriggerOutcome.Stopped, patterns.Count == 0 ? "Tags are not built." : $"Tag {tag} is not built, only {string.Join(", ", patterns)}.");
    }

    private static TriggerStep OfBranch(string rule, Project project, string branch, string subject)
    {
        string[] patterns = [project.Branch, .. project.Settings.Trigger.Branches];
        return branch == project.Branch ? new(rule, TriggerOutcome.Passed, $"{subject} is the project's.")
            : Match(project.Settings.Trigger.Branches, branch) is { } pattern ? new(rule, TriggerOutcome.Passed, $"{subject} matches {pattern}.")
            : new(rule, TriggerOutcome.Stopped, $"{subject} is not built, only {string.Join(", ", patterns)}.");
    }

    private static TriggerStep OfCommit(Push push, EarlierBuild? earlier) => push.After switch
    {
        null => new(NewCommit, TriggerOutcome.Later, "The call names no whole commit: the newest one is built."),
        var commit when commit == earlier?.CommitHash => new(NewCommit, TriggerOutcome.Stopped, $"Build #{earlier.Number} has commit {commit[..7]} already."),
        var commit when earlier?.IsLater == true => new(NewCommit, TriggerOutcome.Stopped, $"The call came late: the push of build #{earlier.Number} began at {commit[..7]} and brought a newer commit."),
        var commit => new(NewCommit, TriggerOutcome.Passed, $"{commit[..7]} was not built before."),
    };

    private static TriggerStep OfPaths(TriggerSettings settings, Push push)
    {
        if (settings.Paths.Count == 0) return new(Paths, TriggerOutcome.Passed, "Every path is built.");
        var told = PathRules.Judge(settings.Paths, push.ChangedPaths);
        return told.Matches
            ? new(Paths, TriggerOutcome.Passed, PathRules.Tell(settings.Paths, told), told)
            : new(Paths, TriggerOutcome.Later, $"Whether a file matches {string.Join(", ", settings.Paths)} is asked of git when the build starts.");
    }

    private static string? Match(IReadOnlyList<string> patterns, string name) =>
        patterns.Any(pattern => GlobRules.IsExclusion(pattern) && GlobRules.OfName(pattern)(name)) ? null
        : patterns.FirstOrDefault(pattern => !GlobRules.IsExclusion(pattern) && GlobRules.OfName(pattern)(name));

    private static TriggerStep? Stop(List<TriggerStep> trace) => trace.Find(step => step.Outcome == TriggerOutcome.Stopped);

    private static IEnumerable<TriggerStep> NotAsked(List<TriggerStep> trace) => new[] { Repository, Event, Branch, NewCommit, Message, Paths }
        .Where(rule => !trace.Exists(step => step.Rule == rule || (rule == Branch && step.Rule is Tag or PullRequest)))
        .Select(rule => new TriggerStep(rule, TriggerOutcome.NotAsked, "not asked"));
}
