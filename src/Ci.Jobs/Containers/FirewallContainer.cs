using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Containers;

/// <summary>
/// A server in a container cannot reach the host's packet filter. A short-lived container of the server's own image, in the host's
/// network and with no other right than changing it, does it instead.
/// </summary>
internal sealed class FirewallContainer(DockerConnection docker, Instance instance)
{
    // The arguments are the positional ones, never part of the script.
    private const string Add = "iptables -w 5 -C \"$@\" 2>/dev/null || iptables -w 5 -I \"$@\"";

    private const string Remove = "iptables -w 5 -D \"$@\" 2>/dev/null || true";

    /// <returns>Null when the rule is in place, else why not.</returns>
    public Task<string?> AddAsync(string self, string[] rule, CancellationToken stop) => RunAsync(self, Add, rule, stop);

    public Task<string?> RemoveAsync(string self, string[] rule, CancellationToken stop) => RunAsync(self, Remove, rule, stop);

    private async Task<string?> RunAsync(string self, string script, string[] rule, CancellationToken stop)
    {
        var name = $"ci-{instance.Id}-firewall-{Guid.NewGuid():N}";
        try
        {
            return await docker.CallAsync(
                async (client, token) =>
                {
                    var image = (await client.Containers.InspectContainerAsync(self, token)).Image;
                    await client.Containers.CreateContainerAsync(Parameters(name, image, script, rule), token);
                    await client.Containers.StartContainerAsync(name, new ContainerStartParameters(), token);
                    var ended = await client.Containers.WaitContainerAsync(name, token);
                    return ended.StatusCode == 0 ? null : $"iptables ended with code {ended.StatusCode} in the server's image.";
                },
                stop);
        }
        catch (DockerApiException failure)
        {
            return failure.Message;
        }
        finally
        {
            await RemoveAsync(name);
        }
    }

    private CreateContainerParameters Parameters(string name, string image, string script, string[] rule) => new()
    {
        Name = name,
        Image = image,
        User = "0",
        Entrypoint = ["/bin/sh", "-c", script, "iptables"],
        Cmd = rule,
        Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Labels.Instance] = instance.Id, [Labels.Part] = "firewall" },
        HostConfig = new HostConfig { NetworkMode = "host", CapDrop = ["ALL"], CapAdd = ["NET_ADMIN", "NET_RAW"], SecurityOpt = ["no-new-privileges"] },
    };

    private async Task RemoveAsync(string name)
    {
        try
        {
            await docker.Client.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true });
        }
        catch (Exception failure) when (failure is DockerApiException || DockerConnection.IsAway(failure))
        {
        }
    }
}
