namespace Ci.Jobs;

/// <summary>Where the pipeline keeps its data and what it may use.</summary>
public sealed record CiJobsOptions
{
    /// <summary>Data directory.</summary>
    public required string Data { get; init; }

    /// <summary>Endpoint of the engine; null for <c>DOCKER_HOST</c> or the local socket.</summary>
    public Uri? Docker { get; init; }

    /// <summary>How long a build or deployment waits for an engine that is away before it fails.</summary>
    public TimeSpan EnginePatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Pool that project networks are cut from; 16 addresses each.</summary>
    public string SlotPool { get; init; } = "10.213.0.0/16";

    /// <summary>How often repositories are looked at for pushes that no webhook told; zero for never.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many builds run at a time; those of one project never do.</summary>
    public int BuildWorkers { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Whether repositories may be fetched over plain http.</summary>
    public bool AllowHttp { get; init; }
}
