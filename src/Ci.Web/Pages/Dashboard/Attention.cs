using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Dashboard;

/// <summary>Something a person should look at, with what to do about it.</summary>
/// <param name="Look">Its state.</param>
/// <param name="Title">What happened.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
/// <param name="Href">Where to read more.</param>
/// <param name="Rebuild">The build to run again, if that is the way out.</param>
/// <param name="Offer">The commit to build, if that is the way out.</param>
internal sealed record Attention(Look Look, string Title, string Reason, DateTimeOffset At, string Href, Build? Rebuild = null, Offer? Offer = null)
{
    public static Attention Of(Offer offer) => new(
        Badges.Of(DeliveryVerdict.Offered), $"{offer.Project} has a commit that no webhook told", $"{offer.CommitHash?[..7]} of {TriggerRules.NameOf(offer.Ref)} waits for a decision",
        offer.JudgedAt, $"/deliveries/{offer.DeliveryId}", Offer: offer);

    /// <summary>Only the last build and the last deployment count: what came well after it is over.</summary>
    public static IEnumerable<Attention> Of(ProjectRow row, IReadOnlyList<Build> builds, IReadOnlyList<Deployment> deployments)
    {
        var name = row.Project.Name;
        if (builds.FirstOrDefault(b => b.State is BuildState.Succeeded or BuildState.Failed) is { State: BuildState.Failed } build)
        {
            yield return new(
                Badges.Of(build), $"{name} build #{build.Number} failed", Words.Clause(build.Reason), build.FinishedAt ?? build.QueuedAt,
                $"/projects/{name}/builds/{build.Number}", build);
        }

        if (deployments.FirstOrDefault(d => !DeploymentRules.IsOpen(d.State) || d.State == DeploymentState.Live) is not { } last) yield break;
        if (last.State is not (DeploymentState.Failed or DeploymentState.RolledBack) || last.CanceledBy is not null) yield break;
        var title = last.State == DeploymentState.Failed ? $"{name} #{last.ReleaseNumber} was not deployed"
            : row.Live is { } live ? $"{name} rolled back to #{live.ReleaseNumber}"
            : $"{name} #{last.ReleaseNumber} rolled back";
        yield return new(
            Badges.Of(last), title, $"#{last.ReleaseNumber}: {Words.Clause(last.Reason)}", last.FinishedAt ?? last.QueuedAt,
            $"/projects/{name}/deployments/{last.Number}");
    }
}
