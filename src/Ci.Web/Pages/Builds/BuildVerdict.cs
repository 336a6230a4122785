using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Builds;

/// <summary>How a build ended, what that means for the application, and what to do.</summary>
/// <param name="Look">Its state.</param>
/// <param name="Title">The reason.</param>
/// <param name="Effect">What it means for the application.</param>
/// <param name="NextAction">What a person can do.</param>
internal sealed record BuildVerdict(Look Look, string Title, string Effect, string NextAction)
{
    /// <summary>Null while it is open, or when it ended well: then the graph says it all.</summary>
    public static BuildVerdict? Of(Build build, Deployment? live)
    {
        if (BuildRules.IsOpen(build.State) || build.State == BuildState.Succeeded) return null;
        var effect = live is null ? "Nothing was deployed." : $"Nothing was deployed. {live.Slot} #{live.ReleaseNumber} stays live.";
        var title = Words.Clause(build.Reason ?? $"The build ended {build.State.ToString().ToLowerInvariant()}");
        return new(Badges.Of(build), build.State == BuildState.Skipped ? $"Skipped: {Words.Inside(title)}" : title, effect, build.NextAction ?? "");
    }
}
