using Ci.Jobs.Deployments;

namespace Ci.Web.Pages.SlotView;

/// <summary>The line below the slots: what happens next, by itself or by whom.</summary>
/// <param name="Icon">Its icon.</param>
/// <param name="Tint">Its color.</param>
/// <param name="Before">The sentence up to the release it speaks of.</param>
/// <param name="Strong">That release.</param>
/// <param name="After">The rest.</param>
/// <param name="Deployment">The deployment to look at, if any.</param>
internal sealed record NextStep(string Icon, string Tint, string Before, string Strong, string After, Deployment? Deployment = null)
{
    /// <summary>A person may still stop it.</summary>
    public bool CanCancel => Deployment is { CanceledBy: null } && DeploymentRules.CanCancel(Deployment.State);

    /// <summary>Release a person may go back to with one click, since it still runs.</summary>
    public int? BackTo { get; init; }
}
