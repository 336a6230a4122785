namespace Ci.Jobs.Projects;

public sealed record BuildSettings
{
    public BuildWay Way { get; init; }

    /// <summary>Image the command runs in.</summary>
    public string? Image { get; init; }

    /// <summary>Shell script, run by <c>/bin/sh -e</c> inside the build container, in <see cref="Directory"/>.</summary>
    public string? Command { get; init; }

    /// <summary>Directory of the repository to work in; empty for its root.</summary>
    public string Directory { get; init; } = "";

    /// <summary>What the command leaves behind for the release, relative to <see cref="Directory"/>.</summary>
    public string OutputDirectory { get; init; } = ".";

    /// <summary>Dockerfile, relative to <see cref="Directory"/>.</summary>
    public string Dockerfile { get; init; } = "Dockerfile";

    /// <summary>Names of <c>CacheKinds</c>, such as <c>npm</c> or <c>gradle</c>.</summary>
    public IReadOnlyList<string> Caches { get; init; } = [];

    /// <summary>Variables of the build container. Not secret: they are shown on pages.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public int TimeoutSeconds { get; init; } = 1800;

    public int MemoryMegabytes { get; init; } = 2048;

    /// <summary>Processors, in fractions of one.</summary>
    public double Cpus { get; init; } = 2;

    public int Pids { get; init; } = 2048;

    public int LogMegabytes { get; init; } = 64;
}
