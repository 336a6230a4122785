namespace Ci.Jobs.Triggers;

/// <summary>Whether a push starts a build of a project, why in one sentence, and every rule that was asked.</summary>
public sealed record TriggerVerdict(bool Starts, string Reason, IReadOnlyList<TriggerStep> Trace);
