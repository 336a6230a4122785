namespace Ci.Jobs.Projects;

/// <summary>What a push does to the project's earlier builds of the same branch.</summary>
public enum ConcurrencyPolicy
{
    /// <summary>Takes the place of those that wait.</summary>
    SupersedeWaiting,

    /// <summary>Waits its turn: every push is built.</summary>
    Queue,

    /// <summary>Also ends the one that runs.</summary>
    CancelRunning,
}
