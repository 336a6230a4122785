namespace Ci.Jobs.Projects;

public sealed record DeploySettings
{
    /// <summary>How long requests and sockets of the old slot may go on after the switch.</summary>
    public int DrainTimeoutMs { get; init; } = 30_000;

    /// <summary>How long the old slot stays warm while the new one is watched.</summary>
    public int ObserveMs { get; init; } = 60_000;

    /// <summary>Share of 5xx answers, in percent, above which the watched release is switched back.</summary>
    public double MaxErrorPercent { get; init; } = 50;

    /// <summary>Fewest answers for the share to count.</summary>
    public int MinRequests { get; init; } = 20;
}
