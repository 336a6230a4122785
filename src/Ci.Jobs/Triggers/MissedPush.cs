namespace Ci.Jobs.Triggers;

/// <summary>A commit that a look at the repository put on record.</summary>
/// <param name="Ref">Ref that has it.</param>
/// <param name="Commit">Whole id.</param>
/// <param name="Recorded">The delivery made of it, and what that started.</param>
public sealed record MissedPush(string Ref, string Commit, Recorded Recorded);
