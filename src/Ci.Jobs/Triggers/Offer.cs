namespace Ci.Jobs.Triggers;

/// <summary>A commit that no webhook told and that waits for somebody's decision.</summary>
public sealed record Offer
{
    public required long DeliveryId { get; init; }

    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    public required string Ref { get; init; }

    public string? CommitHash { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset JudgedAt { get; init; }
}
