namespace Ci.Jobs.Triggers;

/// <summary>What was committed for a call.</summary>
/// <param name="DeliveryId">Our id of the delivery.</param>
/// <param name="Duplicate">The call had been recorded before; nothing new was started.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Reason">The verdict in one sentence.</param>
/// <param name="Builds">The delivery's builds.</param>
public sealed record Recorded(long DeliveryId, bool Duplicate, DeliveryVerdict Verdict, string Reason, IReadOnlyList<StartedBuild> Builds);
