namespace Ci.Jobs.Deployments;

/// <summary>One health request and what came of it.</summary>
public sealed record Probe
{
    /// <summary>Counts from 1 within the deployment.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required long DurationMs { get; init; }

    /// <summary>HTTP status; null when there was no answer.</summary>
    public int? Code { get; init; }

    public required bool Ok { get; init; }

    /// <summary>First bytes of the answer, or why there was none.</summary>
    public required string Detail { get; init; }
}
