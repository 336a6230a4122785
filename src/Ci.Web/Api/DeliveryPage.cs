using Ci.Jobs.Triggers;

namespace Ci.Web.Api;

/// <summary>Some deliveries, newest first, and how many the filter lets through in all.</summary>
internal sealed record DeliveryPage(IReadOnlyList<Delivery> Deliveries, int Total);
