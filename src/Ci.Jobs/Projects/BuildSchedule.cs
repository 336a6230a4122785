namespace Ci.Jobs.Projects;

/// <summary>A time at which a branch's tip is built.</summary>
public sealed record BuildSchedule
{
    /// <summary>Five fields: minute, hour, day of month, month, day of week.</summary>
    public string Cron { get; init; } = "";

    /// <summary>The project's branch when left out.</summary>
    public string? Branch { get; init; }
}
