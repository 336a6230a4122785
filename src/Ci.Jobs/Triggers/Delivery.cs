namespace Ci.Jobs.Triggers;

/// <summary>One received webhook call and its verdict.</summary>
public sealed record Delivery
{
    public required long Id { get; init; }

    public required string Provider { get; init; }

    public required string ProviderDeliveryId { get; init; }

    public required string Event { get; init; }

    public string? Repository { get; init; }

    public string? Ref { get; init; }

    public string? BeforeCommit { get; init; }

    public string? AfterCommit { get; init; }

    public required string Actor { get; init; }

    /// <summary>Address it came from.</summary>
    public string? Source { get; init; }

    /// <summary>One word: <c>Built</c>, <c>Skipped</c> or <c>Ignored</c>.</summary>
    public required string Verdict { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
