namespace Ci.Jobs.Projects;

public sealed record RunSettings
{
    /// <summary>Image that a command build's output is laid on, in <c>/app</c>. Not used by Dockerfile builds.</summary>
    public string? Image { get; init; }

    /// <summary>Shell command that starts the application in <c>/app</c>; null for the image's own.</summary>
    public string? Command { get; init; }

    /// <summary>Port the application listens on; also given to it as <c>PORT</c>.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Variables of the application. Not secret: they are shown on pages.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public int MemoryMegabytes { get; init; } = 1024;

    /// <summary>Processors, in fractions of one.</summary>
    public double Cpus { get; init; } = 2;

    public int Pids { get; init; } = 1024;

    /// <summary>Time between the request to stop and the kill.</summary>
    public int StopSeconds { get; init; } = 10;
}
