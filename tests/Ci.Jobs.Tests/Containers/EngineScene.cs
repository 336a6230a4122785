using Ci.Jobs.Builds;
using Ci.Jobs.Containers;
using Ci.Jobs.Logs;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Testing;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.DependencyInjection;

namespace Ci.Jobs.Tests.Containers;

/// <summary>The pipeline's parts as the server makes them, with a data directory of their own and the real engine.</summary>
internal sealed class EngineScene : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new("engine");
    private readonly ServiceProvider parts;

    public EngineScene()
    {
        var data = new DataDirectory(folder.Path);
        parts = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(data)
            .AddSingleton(new Database(data))
            .AddCiJobs(new CiJobsOptions { Data = data.Root, Docker = TestEngine.Socket, SlotPool = Pool })
            .BuildServiceProvider();
    }

    /// <summary>A pool of this process's own, so that test runs beside each other do not meet.</summary>
    public static string Pool { get; } = $"10.{150 + (Environment.ProcessId % 50)}.{Environment.ProcessId / 50 % 16 * 16}.0/20";

    public Instance Instance => Get<Instance>();

    public T Get<T>()
        where T : notnull => parts.GetRequiredService<T>();

    public Project AddProject(string name = "shop", BuildSettings? build = null) => Get<ProjectStore>()
        .Add(name, "https://git.example.com/acme/shop", "main", new ProjectSettings { Build = build ?? new BuildSettings() }, "ann")!;

    /// <summary>A build that is being driven, of a project with these settings.</summary>
    public BuildRun Drive(BuildSettings settings, string project = "shop") => Drive(AddProject(project, settings));

    /// <summary>One more build that is being driven, of a project that is there.</summary>
    public BuildRun Drive(Project project, bool deploys = true)
    {
        var builds = Get<BuildStore>();
        var claimed = builds.Claim(builds.Add(project, new NewBuild(BuildTrigger.Manual, "ann", "main") { Deploys = deploys }), "driver")!;
        return new BuildRun(claimed, builds, Get<LogFolder>().Append(KeyOf(claimed)), TimeProvider.System);
    }

    /// <summary>Closes the build's log and gives its lines.</summary>
    public IReadOnlyList<string> LogOf(BuildRun run)
    {
        run.Log.Dispose();
        return [.. Get<LogFolder>().Read(KeyOf(run.Build), 1, int.MaxValue).Select(line => line.Text)];
    }

    /// <summary>Runs the docker client and gives what it prints.</summary>
    public static async Task<string> DockerAsync(params string[] arguments)
    {
        var result = await Cli.Wrap("/usr/bin/docker")
            .WithArguments(arguments)
            .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", "1"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return result.IsSuccess
            ? result.StandardOutput.Trim()
            : throw new InvalidOperationException($"docker {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.StandardError}");
    }

    /// <summary>Whether the engine has such a thing: <c>container</c>, <c>network</c>, <c>volume</c>, <c>image</c>.</summary>
    public static async Task<bool> HasAsync(string kind, string name) => (await Cli.Wrap("/usr/bin/docker")
        .WithArguments([kind, "inspect", name])
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync()).IsSuccess;

    public async ValueTask DisposeAsync()
    {
        foreach (var project in Get<ProjectStore>().List()) await Get<SlotNetwork>().RemoveAsync(project, CancellationToken.None);
        await EngineParts.RemoveInstanceAsync(Instance.Id);
        await parts.DisposeAsync();
        folder.Dispose();
    }

    private static LogKey KeyOf(Build build) => new(build.Project, LogKind.Build, build.Number);
}
