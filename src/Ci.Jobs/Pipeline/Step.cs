namespace Ci.Jobs.Pipeline;

/// <summary>A named part of a build or deployment, as its timeline shows it.</summary>
/// <param name="Name">Speaking name, such as <c>Checkout</c>.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
/// <param name="Ok">False when it is the step that failed.</param>
/// <param name="Detail">What came of it, in a few words.</param>
public sealed record Step(string Name, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt = null, bool Ok = true, string? Detail = null);
