namespace Ci.Jobs.Triggers;

/// <summary>One received webhook call and what came of it.</summary>
public sealed record Delivery
{
    public required long Id { get; init; }

    public required string Provider { get; init; }

    /// <summary>Project of the webhook's address; empty for the installation's.</summary>
    public required string Address { get; init; }

    /// <summary>The provider's own id; null when there was none, and for calls that were not proven.</summary>
    public string? ProviderDeliveryId { get; init; }

    public required string Event { get; init; }

    public required string Actor { get; init; }

    /// <summary>Of its first push, as are <see cref="Ref"/> and <see cref="CommitHash"/>.</summary>
    public string? Repository { get; init; }

    public string? Ref { get; init; }

    public string? CommitHash { get; init; }

    /// <summary>Address it came from.</summary>
    public string? Source { get; init; }

    public required string Proof { get; init; }

    public required DeliveryVerdict Verdict { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>HTTP status of the answer; 0 for what no call told.</summary>
    public required int Status { get; init; }

    /// <summary>Bytes of the body as sent.</summary>
    public required int BodySize { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? ReplayedAt { get; init; }

    public string? ReplayedBy { get; init; }
}
