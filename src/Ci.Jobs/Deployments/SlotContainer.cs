using System.Globalization;
using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Releases;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Deployments;

/// <summary>A release running in a slot, at the slot's own address. Never published on a port of the host.</summary>
internal sealed class SlotContainer(DockerConnection docker, ContainerParts parts, Instance instance, ContainerLog logs)
{
    private const string SlotLabel = "ci.slot";
    private const int TailLines = 100;

    public string Name(Deployment deployment) => instance.SlotContainer(deployment.Project, deployment.Environment, deployment.Slot!, deployment.Number);

    /// <summary>Starts the release in its slot; a container of this deployment that is there already is taken as it is.</summary>
    /// <returns>When the container started, by the engine's clock.</returns>
    public async Task<DateTimeOffset> StartAsync(Deployment deployment, Release release, Subnet subnet, CancellationToken stop)
    {
        var name = Name(deployment);
        var there = await parts.FindAsync(name, stop);
        if (there?.State?.Status == "created")
        {
            await parts.RemoveAsync(name, TimeSpan.Zero, stop);
            there = null;
        }

        if (there is null)
        {
            await CreateAsync(deployment, release, subnet, stop);
            await StartAsync(name, stop);
        }

        return await StartedAtAsync(name, stop);
    }

    /// <summary>Starts a container that was stopped by a fault of the engine. False when it is not there any more.</summary>
    public async Task<bool> RestartAsync(string name, CancellationToken stop)
    {
        if (await parts.FindAsync(name, stop) is null) return false;
        await StartAsync(name, stop);
        return true;
    }

    /// <summary>Removes whatever of ours is in the slot, but not <paramref name="keep"/>.</summary>
    public async Task ClearAsync(Deployment deployment, string keep, TimeSpan grace, CancellationToken stop)
    {
        foreach (var found in await parts.ListAsync(deployment.Project, stop))
        {
            var name = found.Names.FirstOrDefault()?.TrimStart('/');
            var inSlot = found.Labels.TryGetValue(SlotLabel, out var slot) && slot == $"{deployment.Environment}/{deployment.Slot}";
            if (inSlot && name is not null && name != keep) await parts.RemoveAsync(name, grace, stop);
        }
    }

    /// <summary>State and exit code; null when the container is gone.</summary>
    public async Task<State?> StateAsync(string name, CancellationToken stop) => (await parts.FindAsync(name, stop))?.State;

    /// <summary>Its last lines; empty when it is gone.</summary>
    public async Task<string> TailAsync(string name, CancellationToken stop) =>
        await parts.FindAsync(name, stop) is null ? "" : await logs.TailAsync(name, TailLines, stop);

    /// <summary>Lets the engine start it again by itself from now on, also after a restart of the machine.</summary>
    public Task KeepRunningAsync(string name, CancellationToken stop) => docker.CallAsync(
        (client, token) => client.Containers.UpdateContainerAsync(name, new ContainerUpdateParameters { RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.Always } }, token), stop);

    public Task RemoveAsync(string name, TimeSpan grace, CancellationToken stop) => parts.RemoveAsync(name, grace, stop);

    private async Task StartAsync(string name, CancellationToken stop)
    {
        try
        {
            await docker.CallAsync((client, token) => client.Containers.StartContainerAsync(name, new ContainerStartParameters(), token), stop);
        }
        catch (DockerApiException failure)
        {
            throw new PipelineException(
                $"The release could not be started: {failure.Message.Split('\n')[0]}",
                "Check the run command and that the runtime image has /bin/sh, or leave the command empty to use the image's own.",
                failure);
        }
    }

    private async Task<DateTimeOffset> StartedAtAsync(string name, CancellationToken stop)
    {
        var state = await StateAsync(name, stop) ?? throw new PipelineException("The release's container was removed by somebody else.", "Deploy again.");
        return DateTimeOffset.Parse(state.StartedAt, CultureInfo.InvariantCulture);
    }

    private async Task CreateAsync(Deployment deployment, Release release, Subnet subnet, CancellationToken stop)
    {
        var run = release.Settings.Run;
        var network = instance.SlotNetwork(deployment.Project);
        var host = Hardening.Host(run.MemoryMegabytes, run.Cpus, run.Pids);
        host.NetworkMode = network;
        host.Init = true;
        host.LogConfig.Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["max-size"] = "10m", ["max-file"] = "3" };
        var labels = instance.LabelsOf(deployment.Project, "slot", deployment.Number);
        labels[SlotLabel] = $"{deployment.Environment}/{deployment.Slot}";
        labels["ci.release"] = release.Number.ToString(CultureInfo.InvariantCulture);
        var parameters = new CreateContainerParameters
        {
            Name = Name(deployment),
            Image = release.ImageId,
            Env = Hardening.Variables([new("PORT", run.Port.ToString(CultureInfo.InvariantCulture)), .. run.Environment]),
            Labels = labels,
            StopTimeout = TimeSpan.FromSeconds(run.StopSeconds),
            HostConfig = host,
            NetworkingConfig = new NetworkingConfig
            {
                EndpointsConfig = new Dictionary<string, EndpointSettings>(StringComparer.Ordinal)
                {
                    [network] = new() { IPAMConfig = new EndpointIPAMConfig { IPv4Address = subnet.Of(deployment.Slot!) } },
                },
            },
        };
        if (run.Command is { Length: > 0 } command)
        {
            parameters.Entrypoint = ["/bin/sh", "-c", command];
            parameters.Cmd = [];
        }

        try
        {
            await docker.CallAsync((client, token) => client.Containers.CreateContainerAsync(parameters, token), stop);
        }
        catch (DockerImageNotFoundException gone)
        {
            throw new PipelineException($"The image of release #{release.Number} is not in the engine any more.", "Build its commit again.", gone);
        }
    }
}
