using Ci.Jobs.Containers;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;

namespace Ci.Jobs.Builds;

/// <summary>The way from a commit to a release image: check out, build, package.</summary>
internal sealed class BuildSteps(CommitCheckout checkouts, BuildContainer container, ImageBuild dockerfile, OutputImage output, BuildEngine engine)
{
    public Task<ReleaseImage> MakeAsync(BuildRun run, CancellationToken stop) => engine.Docker.PersistAsync(
        () => FollowOrStartAsync(run, stop),
        run.Tell,
        stop);

    /// <summary>Removes what only this build needed. What cannot be removed now is logged, and removed as left over once the engine is back.</summary>
    public async Task CleanAsync(BuildRun run, CancellationToken stop)
    {
        try
        {
            if (Way(run) == BuildWay.Command) await container.RemoveAsync(run.Build, stop);
            if (!run.Build.Deploys) await output.RemoveAsync(run.Build, stop);
        }
        catch (Exception failure) when (failure is EngineAwayException or Docker.DotNet.DockerApiException)
        {
            run.Tell($"What the build leaves in the engine could not be removed: {failure.Message}");
        }
    }

    // The commit may say how it is built, so nothing is decided before it is there. A container that runs already was made as the row says.
    private async Task<ReleaseImage> FollowOrStartAsync(BuildRun run, CancellationToken stop)
    {
        if (Way(run) == BuildWay.Command && await container.WasStartedAsync(run.Build, stop))
        {
            run.Tell("The build's container is there already; following it.");
            return await FollowAsync(run, stop);
        }

        run.Begin("Checkout");
        var checkout = await checkouts.FetchAsync(run, stop);
        return Way(run) == BuildWay.Dockerfile ? await DockerfileAsync(run, checkout, stop) : await CommandAsync(run, checkout, stop);
    }

    private async Task<ReleaseImage> CommandAsync(BuildRun run, Checkout checkout, CancellationToken stop)
    {
        run.Begin("Prepare");
        var image = await engine.Images.EnsureAsync(run.Build.Settings.Build.Image!, run.Tell, stop);
        await container.StartAsync(run.Build, image, (source, token) => checkouts.WriteAsync(checkout, "", source, token), stop);
        run.Begin("Build");
        run.Tell($"$ {run.Build.Settings.Build.Command}");
        return await FollowAsync(run, stop);
    }

    private async Task<ReleaseImage> FollowAsync(BuildRun run, CancellationToken stop)
    {
        await container.WaitAsync(run, stop);
        run.Begin("Package");
        return await output.MakeAsync(run, container.Name(run.Build), stop);
    }

    private async Task<ReleaseImage> DockerfileAsync(BuildRun run, Checkout checkout, CancellationToken stop)
    {
        run.Begin("Build");
        return await dockerfile.MakeAsync(run, (context, token) => checkouts.WriteAsync(checkout, run.Build.Settings.Build.Directory, context, token), stop);
    }

    private static BuildWay Way(BuildRun run) => run.Build.Settings.Build.Way;
}
