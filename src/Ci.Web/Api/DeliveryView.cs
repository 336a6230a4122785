using Ci.Jobs.Triggers;

namespace Ci.Web.Api;

/// <summary>A delivery with everything that is known of it; its payload is at <c>/body</c> while that is kept.</summary>
internal sealed record DeliveryView(
    Delivery Delivery, IReadOnlyList<ProjectVerdict> Verdicts, IReadOnlyList<HeaderLine> Headers, IReadOnlyList<Redelivery> Redeliveries, bool HasBody);
