namespace Ci.Jobs.Triggers;

/// <summary>The same call again.</summary>
public sealed record Redelivery
{
    public required DateTimeOffset At { get; init; }

    public string? Source { get; init; }
}
