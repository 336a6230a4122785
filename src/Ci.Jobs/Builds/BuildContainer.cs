using System.Globalization;
using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Builds;

/// <summary>
/// The container a build command runs in. It has a name of its own, so a server that comes back finds it running, or finished, and
/// takes it up where its predecessor was.
/// </summary>
internal sealed class BuildContainer(BuildEngine engine, ContainerParts parts, ContainerFiles files, ContainerLog logs, TimeProvider time)
{
    public const string Workspace = "/workspace";

    /// <summary>Whether the build's container has been started already, by this server or one before it.</summary>
    public async Task<bool> WasStartedAsync(Build build, CancellationToken stop) =>
        await parts.FindAsync(Name(build), stop) is { State.Status: not "created" };

    /// <summary>Makes workspace and container, copies the source in and starts the command.</summary>
    public async Task StartAsync(Build build, string image, Func<Stream, CancellationToken, Task> writeSource, CancellationToken stop)
    {
        await RemoveAsync(build, stop);
        await EnsureNetworkAsync(stop);
        await engine.Docker.CallAsync((client, token) => client.Containers.CreateContainerAsync(Parameters(build, image), token), stop);
        Faults.At("build-container-created");
        await files.UploadAsync(Name(build), Workspace, writeSource, stop);
        try
        {
            await engine.Docker.CallAsync((client, token) => client.Containers.StartContainerAsync(Name(build), new ContainerStartParameters(), token), stop);
        }
        catch (DockerApiException failure)
        {
            throw new PipelineException(
                $"The build container could not be started: {FirstLine(failure.Message)}",
                "Check that the build image has /bin/sh and that the directory in the project's settings exists.",
                failure);
        }
    }

    /// <summary>Follows the command to its end, through restarts of the engine.</summary>
    /// <exception cref="PipelineException">It failed, took too long or wrote too much.</exception>
    public async Task WaitAsync(BuildRun run, CancellationToken stop)
    {
        var build = run.Build;
        using var limits = new BuildLimits(run, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limits.Exceeded);
        try
        {
            Faults.At("build-started");
            var ended = await engine.Docker.PersistAsync(() => FollowAsync(run, either.Token), run.Tell, either.Token);
            Faults.At("build-exited");
            Judge(build, ended);
        }
        catch (OperationCanceledException) when (limits.Reason is { } reason && !stop.IsCancellationRequested)
        {
            await parts.RemoveAsync(Name(build), TimeSpan.Zero, CancellationToken.None);
            throw new PipelineException(reason, "Make the build shorter or quieter, or raise the limit in the project's settings.");
        }
    }

    /// <summary>Removes container and workspace; caches stay.</summary>
    public async Task RemoveAsync(Build build, CancellationToken stop)
    {
        await parts.RemoveAsync(Name(build), TimeSpan.Zero, stop);
        await parts.RemoveVolumeAsync(parts.Instance.Workspace(build.Project, build.Number), stop);
    }

    public string Name(Build build) => parts.Instance.BuildContainer(build.Project, build.Number);

    private async Task<State> FollowAsync(BuildRun run, CancellationToken stop)
    {
        var name = Name(run.Build);
        while (true)
        {
            await logs.FollowAsync(name, run.Log, stop);
            var found = await parts.FindAsync(name, stop) ?? throw new PipelineException("The build container was removed by somebody else.", "Build again.");
            if (found.State is { Running: false, Restarting: false } ended) return ended;
        }
    }

    private static void Judge(Build build, State ended)
    {
        var code = (int)ended.ExitCode;
        if (code == 0) return;
        var (reason, nextAction) = BuildRules.ExplainExit(code, ended.OOMKilled, build.Settings.Build.MemoryMegabytes);
        throw new PipelineException(reason, nextAction) { ExitCode = code };
    }

    private CreateContainerParameters Parameters(Build build, string image)
    {
        var settings = build.Settings.Build;
        var caches = settings.Caches.Select(kind => (Kind: kind, Cache: CacheKinds.Find(kind))).Where(pair => pair.Cache is not null).ToList();
        var host = Hardening.Host(settings.MemoryMegabytes, settings.Cpus, settings.Pids);
        host.NetworkMode = parts.Instance.BuildNetwork;
        host.Init = true;
        host.Mounts =
        [
            Volume(parts.Instance.Workspace(build.Project, build.Number), Workspace, build, "build"),
            .. caches.Select(pair => Volume(parts.Instance.Cache(build.Project, pair.Kind, build.Deploys), pair.Cache!.Directory, build, "cache")),
        ];
        return new CreateContainerParameters
        {
            Name = Name(build),
            Image = image,
            Entrypoint = ["/bin/sh", "-e", "-c", settings.Command ?? "true"],
            Cmd = [],
            WorkingDir = WorkingDirectory(build),
            Env = Hardening.Variables([
                new("CI", "true"),
                new("CI_COMMIT", build.CommitHash ?? ""),
                new("CI_BRANCH", build.Branch),
                new("CI_BUILD_NUMBER", build.Number.ToString(CultureInfo.InvariantCulture)),
                .. caches.SelectMany(pair => pair.Cache!.Environment),
                .. settings.Environment,
            ]),
            Labels = parts.Instance.LabelsOf(build.Project, "build", build.Number),
            HostConfig = host,
        };
    }

    public static string WorkingDirectory(Build build) =>
        build.Settings.Build.Directory is { Length: > 0 } directory ? $"{Workspace}/{directory.Trim('/')}" : Workspace;

    private Mount Volume(string name, string target, Build build, string part) => new()
    {
        Type = "volume",
        Source = name,
        Target = target,
        VolumeOptions = new VolumeOptions { Labels = parts.Instance.LabelsOf(build.Project, part, build.Number) },
    };

    private async Task EnsureNetworkAsync(CancellationToken stop) => await engine.Networks.EnsureAsync(
        new NetworksCreateParameters
        {
            Name = parts.Instance.BuildNetwork,
            Driver = "bridge",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Labels.Instance] = parts.Instance.Id, [Labels.Part] = "network" },
            Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["com.docker.network.bridge.enable_icc"] = "false" },
        },
        stop);

    private static string FirstLine(string text) => text.Split('\n')[0];
}
