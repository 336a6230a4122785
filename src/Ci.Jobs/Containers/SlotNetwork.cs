using Ci.Jobs.Projects;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Containers;

/// <summary>A project's own network: fixed slot addresses that survive restarts, closed to other hosts and other projects.</summary>
internal sealed class SlotNetwork(DockerConnection docker, EngineNetworks networks, Instance instance, SlotAddresses addresses, SlotFirewall firewall)
{
    private const int OverlapsAllowed = 64;

    /// <summary>Makes the network when it is missing, joins the server to it and closes it to other hosts.</summary>
    /// <returns>Its addresses.</returns>
    public async Task<Subnet> EnsureAsync(Project project, Action<string> tell, CancellationToken stop)
    {
        var name = instance.SlotNetwork(project.Name);
        var subnet = await networks.FindAsync(name, stop) is { } there ? addresses.Adopt(project, there.IPAM.Config[0].Subnet) : await CreateAsync(project, name, stop);
        await JoinAsync(name, stop);
        await firewall.CloseAsync(name, subnet, tell, stop);
        return subnet;
    }

    public async Task RemoveAsync(Project project, CancellationToken stop)
    {
        var name = instance.SlotNetwork(project.Name);
        if (await networks.FindAsync(name, stop) is not { } there) return;
        if (await firewall.Self.FindAsync(stop) is { } me)
        {
            await docker.CallAsync((client, token) => client.Networks.DisconnectNetworkAsync(name, new NetworkDisconnectParameters { Container = me, Force = true }, token), stop);
        }

        await docker.CallAsync((client, token) => client.Networks.DeleteNetworkAsync(name, token), stop);
        await firewall.ForgetAsync(addresses.Adopt(project, there.IPAM.Config[0].Subnet), stop);
    }

    private async Task<Subnet> CreateAsync(Project project, string name, CancellationToken stop)
    {
        // Other networks of the machine are unknown until the engine refuses: "Pool overlaps with other one", "networks have overlapping IPv4".
        var subnet = addresses.Of(project);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await networks.EnsureAsync(Parameters(project.Name, name, subnet), stop);
                return subnet;
            }
            catch (DockerApiException failure) when (failure.Message.Contains("overlap", StringComparison.OrdinalIgnoreCase) && tries < OverlapsAllowed)
            {
                subnet = addresses.Next(project, subnet);
            }
        }
    }

    private NetworksCreateParameters Parameters(string project, string name, Subnet subnet) => new()
    {
        Name = name,
        Driver = "bridge",
        Labels = instance.LabelsOf(project, "network", 0),
        Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["com.docker.network.bridge.name"] = SlotFirewall.BridgeOf(subnet) },
        IPAM = new IPAM { Config = [new IPAMConfig { Subnet = subnet.Network, IPRange = subnet.DynamicRange, Gateway = subnet.Gateway }] },
    };

    private async Task JoinAsync(string name, CancellationToken stop)
    {
        if (await firewall.Self.FindAsync(stop) is not { } me) return;
        await docker.CallAsync(
            async (client, token) =>
            {
                var network = await client.Networks.InspectNetworkAsync(name, token);
                if (network.Containers?.ContainsKey(me) == true) return;
                await client.Networks.ConnectNetworkAsync(name, new NetworkConnectParameters { Container = me }, token);
            },
            stop);
    }
}
