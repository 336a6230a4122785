using Ci.Jobs.Containers;
using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Releases;
using CliWrap;

namespace Ci.Jobs.Builds;

/// <summary>Builds a Dockerfile with BuildKit. Such a build ends with its client, so after a restart it is begun again.</summary>
internal sealed class ImageBuild(DockerConnection docker, DockerCli cli, Instance instance, ImagePull images, TimeProvider time) : IDisposable
{
    private const int Kept = 60;

    // The engine's BuildKit group carries the limits of one build.
    private readonly SemaphoreSlim one = new(1);

    public async Task<ReleaseImage> MakeAsync(BuildRun run, Func<Stream, CancellationToken, Task> writeContext, CancellationToken stop)
    {
        var build = run.Build;
        var tag = instance.ImageTag(build.Project, build.Number);
        if (await images.FindAsync(tag, stop) is { } made) return new ReleaseImage(made.ID, tag);

        var path = await cli.PathAsync() ?? throw new PipelineException(
            "This machine has no docker client that can build with BuildKit.",
            "Install one (Debian: apt install docker.io; newer clients: docker-buildx-plugin), or build by command.");
        if (!await one.WaitAsync(TimeSpan.Zero, stop))
        {
            run.Tell("Waiting for another Dockerfile build to end.");
            await one.WaitAsync(stop);
        }

        try
        {
            run.Tell(BuildKitLimits.Apply(build.Settings.Build));
            await BuildAsync(run, path, tag, writeContext, stop);
        }
        finally
        {
            one.Release();
        }

        var image = await images.FindAsync(tag, stop) ?? throw new PipelineException("The image was built but is not in the engine.", "Build again.");
        return new ReleaseImage(image.ID, tag);
    }

    public void Dispose() => one.Dispose();

    private async Task BuildAsync(BuildRun run, string path, string tag, Func<Stream, CancellationToken, Task> writeContext, CancellationToken stop)
    {
        var settings = run.Build.Settings.Build;
        using var limits = new BuildLimits(run, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limits.Exceeded);
        var last = new Queue<string>();
        Exception? sourceFailure = null;
        try
        {
            var ended = await Cli.Wrap(path)
                .WithArguments(Arguments(run.Build, tag))
                .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", "1").Set("DOCKER_HOST", docker.Endpoint.ToString().TrimEnd('/')).Set("BUILDKIT_PROGRESS", "plain"))
                .WithStandardInputPipe(PipeSource.Create(async (input, token) =>
                {
                    try
                    {
                        await writeContext(input, token);
                    }
                    catch (Exception failure) when (failure is not IOException)
                    {
                        sourceFailure = failure;
                        throw;
                    }
                }))
                .WithStandardOutputPipe(PipeTarget.ToDelegate(line => Take(LogStream.Out, line)))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Take(LogStream.Err, line)))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(either.Token, stop);
            if (ended.ExitCode != 0) throw Failed([.. last], settings.MemoryMegabytes);
        }
        catch (OperationCanceledException) when (limits.Reason is { } reason && !stop.IsCancellationRequested)
        {
            throw new PipelineException(reason, "Make the build shorter or quieter, or raise the limit in the project's settings.");
        }
        catch (Exception) when (sourceFailure is PipelineException source)
        {
            throw new PipelineException(source.Message, source.NextAction, source);
        }

        void Take(LogStream stream, string line)
        {
            run.Log.Write(stream, line);
            lock (last)
            {
                last.Enqueue(line);
                if (last.Count > Kept) last.Dequeue();
            }
        }
    }

    private IReadOnlyList<string> Arguments(Build build, string tag)
    {
        List<string> arguments = ["build", "--tag", tag, "--file", build.Settings.Build.Dockerfile];
        foreach (var (name, value) in instance.LabelsOf(build.Project, "release", build.Number)) arguments.AddRange(["--label", $"{name}={value}"]);
        foreach (var (name, value) in build.Settings.Build.Environment) arguments.AddRange(["--build-arg", $"{name}={value}"]);
        // BuildKit knows the caches of all Dockerfiles by the names they give; of two values the last is taken.
        arguments.AddRange(["--build-arg", $"BUILDKIT_CACHE_MOUNT_NS={instance.CacheGroup(build.Project, build.Deploys)}"]);
        return [.. arguments, "-"];
    }

    private static PipelineException Failed(IReadOnlyList<string> last, int memoryMegabytes)
    {
        var (reason, nextAction, exitCode) = BuildOutputRules.Explain(last, memoryMegabytes);
        return new PipelineException(reason, nextAction) { ExitCode = exitCode };
    }
}
