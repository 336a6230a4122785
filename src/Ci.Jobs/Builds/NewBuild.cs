namespace Ci.Jobs.Builds;

/// <summary>What is known of a build when it is asked for.</summary>
/// <param name="Trigger">What started it.</param>
/// <param name="Actor">Who started it.</param>
/// <param name="Branch">Branch the commit must be on.</param>
/// <param name="Commit">Full hash; null for the branch's tip.</param>
/// <param name="Message">First line of the commit message, where the push told it.</param>
/// <param name="Author">Author of the commit, likewise.</param>
/// <param name="DeliveryId">Delivery it comes from; at most one build per project and delivery.</param>
public sealed record NewBuild(
    BuildTrigger Trigger, string Actor, string Branch, string? Commit = null, string? Message = null, string? Author = null, long? DeliveryId = null);
