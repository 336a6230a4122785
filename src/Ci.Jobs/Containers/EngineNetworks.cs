using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Containers;

/// <summary>Networks of the engine by name. The engine itself allows two of one name, and then refuses both.</summary>
internal sealed class EngineNetworks(DockerConnection docker) : IDisposable
{
    private readonly SemaphoreSlim making = new(1);

    /// <summary>The network of that name; null when there is none.</summary>
    public Task<NetworkResponse?> FindAsync(string name, CancellationToken stop) => docker.CallAsync<NetworkResponse?>(
        async (client, token) =>
        {
            try
            {
                return await client.Networks.InspectNetworkAsync(name, token);
            }
            catch (DockerNetworkNotFoundException)
            {
                return null;
            }
        },
        stop);

    /// <summary>Makes the network when it is missing.</summary>
    /// <returns>The network that was there before; null when it was made now.</returns>
    public async Task<NetworkResponse?> EnsureAsync(NetworksCreateParameters parameters, CancellationToken stop)
    {
        await making.WaitAsync(stop);
        try
        {
            if (await FindAsync(parameters.Name, stop) is { } there) return there;
            await docker.CallAsync((client, token) => client.Networks.CreateNetworkAsync(parameters, token), stop);
            return null;
        }
        finally
        {
            making.Release();
        }
    }

    public void Dispose() => making.Dispose();
}
