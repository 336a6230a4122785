namespace Ci.Jobs.Triggers;

/// <summary>What a rule said.</summary>
public enum TriggerOutcome
{
    Passed,

    /// <summary>Nothing starts because of it; later rules are not asked.</summary>
    Stopped,

    /// <summary>Asked when the build starts, because only the repository can tell.</summary>
    Later,

    NotAsked,
}
