namespace Ci.Jobs.Triggers;

/// <summary>One rule of a verdict and what it said; the trace of all of them answers "why was this not built?".</summary>
/// <param name="Rule">Short name, such as <c>Branch</c>.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Text">The evidence, in words.</param>
/// <param name="Paths">The files, where the rule is about them.</param>
public sealed record TriggerStep(string Rule, TriggerOutcome Outcome, string Text, PathVerdict? Paths = null);
