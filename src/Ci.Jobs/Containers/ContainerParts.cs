using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Containers;

/// <summary>Finds and removes our parts in the engine; what is gone already is not an error.</summary>
internal sealed class ContainerParts(DockerConnection docker, Instance instance)
{
    /// <summary>Whose parts they are.</summary>
    public Instance Instance { get; } = instance;

    /// <summary>The engine's record of one of our containers; null when there is none of that name.</summary>
    public Task<ContainerInspectResponse?> FindAsync(string name, CancellationToken stop) => docker.CallAsync<ContainerInspectResponse?>(
        async (client, token) =>
        {
            try
            {
                var found = await client.Containers.InspectContainerAsync(name, token);
                return IsOurs(found.Config?.Labels) ? found : null;
            }
            catch (DockerContainerNotFoundException)
            {
                return null;
            }
        },
        stop);

    /// <summary>Stops a container: first by request, after <paramref name="grace"/> by force; then removes it.</summary>
    public async Task RemoveAsync(string name, TimeSpan grace, CancellationToken stop)
    {
        if (await FindAsync(name, stop) is not { } found) return;
        await docker.CallAsync(
            async (client, token) =>
            {
                try
                {
                    if (found.State?.Running == true && grace > TimeSpan.Zero)
                    {
                        await client.Containers.StopContainerAsync(name, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)Math.Ceiling(grace.TotalSeconds) }, token);
                    }

                    await client.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, token);
                }
                catch (DockerContainerNotFoundException)
                {
                }
                catch (DockerApiException busy) when (busy.Message.Contains("already in progress", StringComparison.Ordinal))
                {
                }
            },
            stop,
            grace + TimeSpan.FromSeconds(60));
    }

    /// <summary>Our containers, running or not, optionally of one project.</summary>
    public async Task<IReadOnlyList<ContainerListResponse>> ListAsync(string? project, CancellationToken stop) => await docker.CallAsync(
        async (client, token) => (IReadOnlyList<ContainerListResponse>)[.. await client.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = LabelFilter(project) }, token)],
        stop);

    public Task RemoveVolumeAsync(string name, CancellationToken stop) => docker.CallAsync(
        async (client, token) =>
        {
            try
            {
                await client.Volumes.RemoveAsync(name, true, token);
            }
            catch (DockerApiException gone) when (gone.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
            }
        },
        stop);

    public async Task RemoveVolumesAsync(string project, CancellationToken stop)
    {
        var volumes = await docker.CallAsync((client, token) => client.Volumes.ListAsync(new VolumesListParameters { Filters = LabelFilter(project) }, token), stop);
        foreach (var volume in volumes.Volumes ?? []) await RemoveVolumeAsync(volume.Name, stop);
    }

    public async Task RemoveImagesAsync(string project, CancellationToken stop)
    {
        var images = await docker.CallAsync((client, token) => client.Images.ListImagesAsync(new ImagesListParameters { Filters = LabelFilter(project) }, token), stop);
        foreach (var image in images)
        {
            await docker.CallAsync(
                async (client, token) =>
                {
                    try
                    {
                        await client.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters { Force = true }, token);
                    }
                    catch (DockerApiException inUse) when (inUse.StatusCode is System.Net.HttpStatusCode.Conflict or System.Net.HttpStatusCode.NotFound)
                    {
                    }
                },
                stop);
        }
    }

    private bool IsOurs(IDictionary<string, string>? labels) => labels is not null && labels.TryGetValue(Labels.Instance, out var id) && id == Instance.Id;

    private Dictionary<string, IDictionary<string, bool>> LabelFilter(string? project)
    {
        var labels = new Dictionary<string, bool>(StringComparer.Ordinal) { [$"{Labels.Instance}={Instance.Id}"] = true };
        if (project is not null) labels[$"{Labels.Project}={project}"] = true;
        return new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal) { ["label"] = labels };
    }
}
