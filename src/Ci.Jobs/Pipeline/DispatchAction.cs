namespace Ci.Jobs.Pipeline;

/// <summary>What the dispatcher does about a row.</summary>
internal enum DispatchAction
{
    /// <summary>It is in good hands.</summary>
    Leave,

    /// <summary>It needs a job.</summary>
    Create,

    /// <summary>Somebody deleted its job in the Hangfire console, which means cancel.</summary>
    Cancel,
}
