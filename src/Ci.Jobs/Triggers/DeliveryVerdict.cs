namespace Ci.Jobs.Triggers;

/// <summary>What came of a delivery, or of it for one project.</summary>
public enum DeliveryVerdict
{
    /// <summary>It started a build.</summary>
    Built,

    /// <summary>It started nothing, for a reason that is kept.</summary>
    Skipped,

    /// <summary>A commit that no webhook told waits for somebody's decision.</summary>
    Offered,

    /// <summary>The forge tried the webhook out.</summary>
    Ping,

    /// <summary>It was not proven or not readable.</summary>
    Rejected,
}
