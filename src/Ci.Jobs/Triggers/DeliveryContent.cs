namespace Ci.Jobs.Triggers;

/// <summary>What a delivery held: the pushes read from it, its headers, and its body where that is still kept.</summary>
public sealed record DeliveryContent(IReadOnlyList<Push> Pushes, IReadOnlyList<HeaderLine> Headers, byte[]? Body);
