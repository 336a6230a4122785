using System.Globalization;
using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Releases;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Builds;

/// <summary>Lays a command build's output on the runtime image, in <c>/app</c>: the release image of the build.</summary>
internal sealed class OutputImage(DockerConnection docker, ContainerParts parts, ContainerFiles files, ImagePull images)
{
    public async Task<ReleaseImage> MakeAsync(BuildRun run, string buildContainer, CancellationToken stop)
    {
        var build = run.Build;
        var tag = parts.Instance.ImageTag(build.Project, build.Number);
        if (await images.FindAsync(tag, stop) is { } made) return new ReleaseImage(made.ID, tag);

        var settings = build.Settings;
        var runtime = await images.EnsureAsync(settings.Run.Image ?? settings.Build.Image!, run.Tell, stop);
        var name = parts.Instance.OutputContainer(build.Project, build.Number);
        await parts.RemoveAsync(name, TimeSpan.Zero, stop);
        await docker.CallAsync(
            (client, token) => client.Containers.CreateContainerAsync(
                new CreateContainerParameters { Name = name, Image = runtime, Labels = parts.Instance.LabelsOf(build.Project, "output", build.Number), HostConfig = new HostConfig { NetworkMode = "none" } }, token),
            stop);
        try
        {
            await CopyAsync(build, buildContainer, name, stop);
            return await CommitAsync(build, name, tag, stop);
        }
        finally
        {
            await parts.RemoveAsync(name, TimeSpan.Zero, CancellationToken.None);
        }
    }

    /// <summary>Removes the build's image, for builds that make no release.</summary>
    public Task RemoveAsync(Build build, CancellationToken stop) => images.RemoveAsync(parts.Instance.ImageTag(build.Project, build.Number), stop);

    private async Task CopyAsync(Build build, string from, string to, CancellationToken stop)
    {
        var output = build.Settings.Build.OutputDirectory.Trim('/');
        var path = $"{BuildContainer.WorkingDirectory(build)}/{output}/.";
        await files.UploadAsync(
            to,
            "/",
            async (upload, token) =>
            {
                await using var archive = await docker.CallAsync((client, call) => OpenAsync(client, from, path, output, call), token);
                await OutputArchive.MoveAsync(archive, upload, "app", token);
            },
            stop);
    }

    private static async Task<Stream> OpenAsync(DockerClient client, string container, string path, string output, CancellationToken stop)
    {
        try
        {
            return (await client.Containers.GetArchiveFromContainerAsync(container, new ContainerPathStatParameters { Path = path }, false, stop)).Stream!;
        }
        catch (DockerApiException missing) when (missing.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.BadRequest)
        {
            throw new PipelineException(
                $"The build left no directory \"{output}\".",
                "Let the build command write there, or correct the output directory in the project's settings.",
                missing);
        }
    }

    private async Task<ReleaseImage> CommitAsync(Build build, string container, string tag, CancellationToken stop)
    {
        var labels = parts.Instance.LabelsOf(build.Project, "release", build.Number);
        labels["org.opencontainers.image.revision"] = build.CommitHash ?? "";
        var committed = await docker.CallAsync(
            (client, token) => client.Images.CommitContainerChangesAsync(
                new CommitContainerChangesParameters
                {
                    ContainerID = container,
                    RepositoryName = tag[..tag.LastIndexOf(':')],
                    Tag = build.Number.ToString(CultureInfo.InvariantCulture),
                    Labels = labels,
                    WorkingDir = "/app",
                },
                token),
            stop);
        return new ReleaseImage(committed.ID, tag);
    }
}
