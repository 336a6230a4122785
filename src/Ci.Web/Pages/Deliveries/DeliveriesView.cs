using System.Globalization;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>The list of deliveries as it is shown.</summary>
internal sealed record DeliveriesView
{
    public required IReadOnlyList<DeliveryLine> Lines { get; init; }

    /// <summary>Deliveries on this page, however many rows they have.</summary>
    public required int Shown { get; init; }

    /// <summary>How many the filter lets through.</summary>
    public required int Total { get; init; }

    public required IReadOnlyDictionary<DeliveryVerdict, int> Today { get; init; }

    public required DeliveryFilter Filter { get; init; }

    public required IReadOnlyList<string> Projects { get; init; }

    /// <summary>The last id of this page, where there are older ones.</summary>
    public long? Last { get; init; }

    public bool IsFiltered => Filter with { Before = null } != new DeliveryFilter();

    /// <summary>This list with its filter, from an id on or from the newest.</summary>
    public string Href(long? before, string? handler = null) => $"/deliveries{Query.Of(
        ("handler", handler), ("q", Filter.Text), ("verdict", Filter.Verdict?.ToString()), ("project", Filter.Project), ("provider", Filter.Provider),
        ("before", before?.ToString(CultureInfo.InvariantCulture)))}";
}
