namespace Ci.Jobs.Projects;

public sealed record HealthSettings
{
    /// <summary>Path that is asked for; null: it is enough that the container stays running.</summary>
    public string? Path { get; init; } = "/";

    /// <summary>Codes and ranges, such as <c>200-399,401</c>.</summary>
    public string ExpectedCodes { get; init; } = "200-399";

    /// <summary>Pause between two probes once the application has answered; before that it is asked more often.</summary>
    public int IntervalMs { get; init; } = 1000;

    public int TimeoutMs { get; init; } = 5000;

    public int HealthyInARow { get; init; } = 2;

    /// <summary>Time from the container's start until the verdict is unhealthy.</summary>
    public int DeadlineMs { get; init; } = 120_000;

    /// <summary>How long a container without a path must stay running.</summary>
    public int StayRunningMs { get; init; } = 5000;
}
