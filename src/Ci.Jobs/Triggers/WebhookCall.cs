namespace Ci.Jobs.Triggers;

/// <summary>
/// One webhook call, verified and read. DeliveryId is the provider's own: a redelivery has the same. Pushes also holds those that
/// start nothing, such as tags. Ignored says in a sentence why the call starts nothing; it is null for a ping and for a push of a branch.
/// </summary>
public sealed record WebhookCall(
    string Provider,
    string Event,
    string DeliveryId,
    bool IsPing,
    IReadOnlyList<Push> Pushes,
    string? Ignored);
