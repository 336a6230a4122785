namespace Ci.Jobs.Triggers;

/// <summary>What came of one push of a delivery for one project.</summary>
public sealed record ProjectVerdict
{
    public required long DeliveryId { get; init; }

    public required string Project { get; init; }

    public required string Ref { get; init; }

    public required DeliveryVerdict Verdict { get; init; }

    public required string Reason { get; init; }

    /// <summary>Every rule and what it said.</summary>
    public required IReadOnlyList<TriggerStep> Trace { get; init; }

    /// <summary>The build it started, or that it would have doubled; null when there is none.</summary>
    public int? BuildNumber { get; init; }

    public string? BuildState { get; init; }

    public required DateTimeOffset JudgedAt { get; init; }
}
