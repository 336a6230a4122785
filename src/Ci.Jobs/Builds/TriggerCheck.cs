using Ci.Jobs.Triggers;

namespace Ci.Jobs.Builds;

/// <summary>
/// Asks the rules that only the repository can answer, once the commit is here: what changed since the last built commit, and what the
/// commit's message says. Trees are compared, so a merge, a forced push and an unrelated history all have a definite answer.
/// </summary>
internal sealed class TriggerCheck(Git git, BuildStore builds, VerdictStore verdicts)
{
    /// <exception cref="SkippedException">A rule says that this commit is not built.</exception>
    public async Task RequireAsync(BuildRun run, Checkout checkout, CancellationToken stop)
    {
        var build = run.Build;
        if (build.Trigger != BuildTrigger.Push) return;
        var settings = build.Settings.Trigger;
        var message = OfMessage(build, checkout);
        if (message.Outcome == TriggerOutcome.Stopped) throw new SkippedException(message.Text, [message]);
        if (settings.Paths.Count == 0)
        {
            if (checkout.SkipWord is not null) verdicts.Amend(build, [message]);
            return;
        }

        var paths = await PathsAsync(build, checkout, stop);
        run.Tell(paths.Text);
        if (paths.Outcome == TriggerOutcome.Stopped) throw new SkippedException(paths.Text, [message, paths]);
        verdicts.Amend(build, [message, paths]);
    }

    // Where the payload told no message, this push has made others pointless by now, whose changes it brings.
    private TriggerStep OfMessage(Build build, Checkout checkout)
    {
        var message = TriggerRules.OfMessage(build.Settings.Trigger, checkout.SkipWord);
        return message.Outcome == TriggerOutcome.Stopped && builds.SupersededBefore(build).Count > 0
            ? message with { Outcome = TriggerOutcome.Passed, Text = $"The commit's message has {checkout.SkipWord}, but it took the place of a push that waited." }
            : message;
    }

    private async Task<TriggerStep> PathsAsync(Build build, Checkout checkout, CancellationToken stop)
    {
        if (builds.LastSucceeded(build) is not { CommitHash: { } last } before) return Every($"Nothing of {build.Branch} was built before: every file counts.");
        if (await git.ChangedAsync(checkout, last, stop) is not { } changed) return Every($"Commit {last[..7]} of build #{before.Number} is not in the repository any more: every file counts.");
        var step = TriggerRules.OfPaths(build.Settings.Trigger, changed.Paths, $"since #{before.Number}");
        return changed.Cut && step.Outcome == TriggerOutcome.Stopped ? Every($"More files changed since #{before.Number} than can be listed: the commit counts.") : step;
    }

    private static TriggerStep Every(string text) => new(TriggerRules.Paths, TriggerOutcome.Passed, text);
}
