using Ci.Jobs.Containers;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;

namespace Ci.Jobs.Builds;

/// <summary>The way from a commit to a release image: check out, build, package.</summary>
internal sealed class BuildSteps(CommitCheckout checkouts, BuildContainer container, ImageBuild dockerfile, OutputImage output, BuildEngine engine)
{
    public Task<ReleaseImage> MakeAsync(BuildRun run, CancellationToken stop) => engine.Docker.PersistAsync(
        () => run.Build.Settings.Build.Way == BuildWay.Dockerfile ? DockerfileAsync(run, stop) : CommandAsync(run, stop),
        run.Tell,
        stop);

    /// <summary>Removes what only this build needed. What cannot be removed now is logged, and removed as left over once the engine is back.</summary>
    public async Task CleanAsync(BuildRun run, CancellationToken stop)
    {
        try
        {
            if (run.Build.Settings.Build.Way == BuildWay.Command) await container.RemoveAsync(run.Build, stop);
            if (!run.Build.Deploys) await output.RemoveAsync(run.Build, stop);
        }
        catch (Exception failure) when (failure is EngineAwayException or Docker.DotNet.DockerApiException)
        {
            run.Tell($"What the build leaves in the engine could not be removed: {failure.Message}");
        }
    }

    private async Task<ReleaseImage> CommandAsync(BuildRun run, CancellationToken stop)
    {
        if (await container.WasStartedAsync(run.Build, stop))
        {
            run.Tell("The build's container is there already; following it.");
        }
        else
        {
            run.Begin("Checkout");
            var checkout = await checkouts.FetchAsync(run, stop);
            run.Begin("Prepare");
            var image = await engine.Images.EnsureAsync(run.Build.Settings.Build.Image!, run.Tell, stop);
            await container.StartAsync(run.Build, image, (source, token) => checkouts.WriteAsync(checkout, "", source, token), stop);
            run.Begin("Build");
            run.Tell($"$ {run.Build.Settings.Build.Command}");
        }

        await container.WaitAsync(run, stop);
        run.Begin("Package");
        return await output.MakeAsync(run, container.Name(run.Build), stop);
    }

    private async Task<ReleaseImage> DockerfileAsync(BuildRun run, CancellationToken stop)
    {
        run.Begin("Checkout");
        var checkout = await checkouts.FetchAsync(run, stop);
        run.Begin("Build");
        return await dockerfile.MakeAsync(run, (context, token) => checkouts.WriteAsync(checkout, run.Build.Settings.Build.Directory, context, token), stop);
    }
}
