namespace Ci.Testing;

/// <summary>
/// What the REST API says about a deployment. States: Queued Starting CheckingHealth Switched Draining Live RollingBack
/// RolledBack Failed Retired.
/// </summary>
public sealed record DeploymentView(int Number, int? BuildNumber, string State, string? Reason, string? Slot)
{
    /// <summary>Nothing more happens by itself: it is live, was live, or never will be.</summary>
    public bool HasSettled => State is "Live" or "RolledBack" or "Failed" or "Retired";
}
