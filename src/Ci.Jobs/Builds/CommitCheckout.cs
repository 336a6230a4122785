using Ci.Jobs.Pipeline;
using Ci.Jobs.Triggers;

namespace Ci.Jobs.Builds;

/// <summary>Brings the build's commit here and says what it is.</summary>
internal sealed class CommitCheckout(Git git, BuildStore builds, OfferStore offers, CommitConfig config, TriggerCheck trigger)
{
    /// <summary>Fetches the branch and finds the pushed commit on it, or the tip; the build goes on with the settings the commit asks for.</summary>
    /// <exception cref="PipelineException">It cannot be had.</exception>
    /// <exception cref="SkippedException">The trigger's rules leave it out.</exception>
    /// <exception cref="SupersededException">It is older than what the branch's or the project's last build had, or not on the branch any more.</exception>
    public async Task<Checkout> FetchAsync(BuildRun run, CancellationToken stop)
    {
        var build = run.Build;
        run.Tell($"Fetching {GitRules.NameOf(build.Ref)} of {build.RepositoryUrl}");
        var checkout = await NewestAsync(run, await PushedAsync(run, stop), stop);
        run.Found(checkout.Commit, checkout.Message, checkout.Author);
        run.Tell($"Commit {checkout.Commit[..7]} by {checkout.Author}: {checkout.Message}");
        await RefuseOlderAsync(run.Build, checkout, stop);
        if (build.Deploys) await CloseOffersAsync(run.Build, checkout, stop);
        await config.LayOverAsync(run, checkout, stop);
        await trigger.RequireAsync(run, checkout, stop);
        return checkout;
    }

    /// <summary>Writes the commit's files, or those below a directory of it, as a tar.</summary>
    /// <exception cref="PipelineException">They are too many or too large, or the directory is not there.</exception>
    public Task WriteAsync(Checkout checkout, string directory, Stream destination, CancellationToken stop) =>
        git.WriteArchiveAsync(checkout, directory, destination, stop);

    private async Task<Checkout> PushedAsync(BuildRun run, CancellationToken stop)
    {
        var build = run.Build;
        try
        {
            return await git.FetchAsync(build.RepositoryUrl, build.Ref, build.CommitHash, run.Tell, stop);
        }
        catch (GitException gone) when (GitRules.OutOfDate(build.Trigger, build.Ref, gone) is { } reason)
        {
            throw new SupersededException(reason, "Push it again if it is to be built.");
        }
    }

    // The build that a later delivery made pointless may have had the newer commit; then that is the one to build.
    private async Task<Checkout> NewestAsync(BuildRun run, Checkout checkout, CancellationToken stop)
    {
        var build = run.Build;
        if (build.Trigger != BuildTrigger.Push) return checkout;
        foreach (var overtaken in builds.SupersededBefore(build))
        {
            if (overtaken == checkout.Commit || !await git.IsAncestorAsync(checkout, overtaken, stop)) continue;
            try
            {
                var newer = await git.FetchAsync(build.RepositoryUrl, build.Ref, overtaken, run.Tell, stop);
                run.Tell($"Commit {overtaken[..7]} of a superseded build is newer than {checkout.Commit[..7]} and is built instead.");
                checkout = newer;
            }
            catch (GitException gone) when (gone.Failure == GitFailure.CommitNotOnBranch)
            {
                // It was forced away, perhaps by this very push.
            }
        }

        return checkout;
    }

    // Deliveries come in any order; a push that was overtaken, or a tag of an old commit, must not bring an older state live. Where the
    // branch itself was taken back to the commit, that is what its people want.
    private async Task RefuseOlderAsync(Build build, Checkout checkout, CancellationToken stop)
    {
        if (build.Trigger != BuildTrigger.Push) return;
        foreach (var last in new[] { builds.LastSucceeded(build), build.Deploys ? builds.LastReleased(build) : null })
        {
            if (last?.CommitHash is not { } newer || newer == checkout.Commit || (checkout.IsTip && last.Ref == build.Ref) || !await git.IsAncestorAsync(checkout, newer, stop)) continue;
            throw new SupersededException($"Build #{last.Number} already has the newer commit {newer[..7]}.");
        }
    }
    // Only git can tell which commit is newer. What was found after the fetch began may not be in the mirror yet, so it stays.
    private async Task CloseOffersAsync(Build build, Checkout checkout, CancellationToken stop)
    {
        foreach (var offer in offers.OfRef(build))
        {
            if (offer.CommitHash is { } found && found != checkout.Commit && await git.IsAncestorAsync(checkout, found, stop)) continue;
            offers.Close(build.ProjectId, build.Ref, offer);
        }
    }
}
