namespace Ci.Demo;

/// <summary>The settings of the sample, as the REST API takes them.</summary>
internal static class HelloProject
{
    public static object For(Uri repositoryUrl) => new
    {
        name = Stage.Project,
        repositoryUrl,
        branch = "main",
        settings = new
        {
            build = new { way = "Command", image = "busybox:1.36", command = "sh build.sh", outputDirectory = "dist" },
            run = new { image = "busybox:1.36", command = "sh start.sh", port = 8080 },
            health = new
            {
                path = "/cgi-bin/health", expectedCodes = "200", intervalMs = 200, timeoutMs = 1000, healthyInARow = 2, deadlineMs = 6000,
            },
            deploy = new { drainTimeoutMs = 5000, observeMs = 1000 },
        },
    };
}
