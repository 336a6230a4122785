using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>A row of the list: a delivery's verdict for one project, or the delivery itself where it concerned none.</summary>
/// <param name="Delivery">The call.</param>
/// <param name="Verdict">For one project.</param>
/// <param name="Push">The push it is about.</param>
/// <param name="Build">How the build stands that it started.</param>
internal sealed record DeliveryLine(Delivery Delivery, ProjectVerdict? Verdict, Push? Push, BuildStory? Build)
{
    public Look Look => Badges.Of(Verdict?.Verdict ?? Delivery.Verdict);

    public string What => DeliveryWords.What(Delivery, Push);

    public string? Commit => Push?.After?[..7];

    /// <summary>Its verdict's project, or whose address was called; null for neither.</summary>
    public string? Project => Verdict?.Project ?? (Delivery.Address.Length > 0 ? Delivery.Address : null);

    public string Reason => Build?.Text ?? Words.Clause(Verdict is null ? Delivery.Reason : DeliveryWords.Reason(Verdict));

    public string Actor => Delivery.Provider == Forge.Look ? "–" : Delivery.Actor;

    public string Href => DeliveryWords.Href(Delivery.Id, Verdict);
}
