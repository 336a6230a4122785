using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>How a test's application is built and served: by the scripts of its repository, fast to start and fast to judge.</summary>
public sealed record AppSettings
{
    public string BuildImage { get; init; } = TestEngine.SmallImage;

    public int BuildSeconds { get; init; } = 120;

    public int MemoryMegabytes { get; init; } = 256;

    public int Pids { get; init; } = 256;

    public string HealthPath { get; init; } = "/";

    public int HealthyInARow { get; init; } = 2;

    public int DeadlineMs { get; init; } = 20_000;

    public int ObserveMs { get; init; } = 500;

    /// <summary>As <c>POST /api/projects</c> wants it.</summary>
    public object ToProject(string name, Uri repository) => new
    {
        name,
        repositoryUrl = repository.ToString(),
        branch = "main",
        settings = new
        {
            build = new
            {
                image = BuildImage, command = "sh -e ./build.sh", outputDirectory = "dist",
                timeoutSeconds = BuildSeconds, memoryMegabytes = MemoryMegabytes, pids = Pids,
            },
            run = new { image = TestEngine.SmallImage, command = "exec sh ./start.sh", stopSeconds = 1 },
            health = new { path = HealthPath, intervalMs = 50, healthyInARow = HealthyInARow, deadlineMs = DeadlineMs },
            deploy = new { drainTimeoutMs = 2000, observeMs = ObserveMs },
        },
    };
}
