namespace Ci.Jobs.Triggers;

/// <summary>
/// One webhook call, verified and read. DeliveryId is the provider's own: a redelivery has the same; null when the call has none. One call
/// may hold several pushes: of branches, tags and pull requests, deletions too. Ignored says in a sentence why an event that is neither
/// push nor ping starts nothing.
/// </summary>
public sealed record WebhookCall(
    string Provider,
    string Event,
    string? DeliveryId,
    bool IsPing,
    IReadOnlyList<Push> Pushes,
    string? Ignored);
