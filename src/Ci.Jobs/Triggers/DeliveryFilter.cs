namespace Ci.Jobs.Triggers;

/// <summary>Which deliveries a list shows; what is null does not narrow it.</summary>
/// <param name="Verdict">What came of it for one of the projects; of the call itself where it concerned none.</param>
/// <param name="Project">One it has a verdict for, or whose address it came to.</param>
/// <param name="Provider">Kind of forge.</param>
/// <param name="Text">Part of a commit, ref, repository, actor or delivery id.</param>
/// <param name="Before">Only ids below it: the next page begins after the last id of this one.</param>
public sealed record DeliveryFilter(DeliveryVerdict? Verdict = null, string? Project = null, string? Provider = null, string? Text = null, long? Before = null);
