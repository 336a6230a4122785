using Docker.DotNet;

namespace Ci.Jobs.Containers;

/// <summary>Whether this server runs in a container of the same engine; it must then join the networks it talks to.</summary>
internal sealed class SelfContainer(DockerConnection docker)
{
    private string? id;
    private bool known;

    /// <summary>The server's own container; null when it runs on the host.</summary>
    public async Task<string?> FindAsync(CancellationToken stop)
    {
        if (known) return id;
        id = File.Exists("/.dockerenv") ? await InspectAsync(Environment.MachineName, stop) : null;
        known = true;
        return id;
    }

    // A container's host name is its id, unless the operator gave it another; then the compose file must not.
    private Task<string?> InspectAsync(string name, CancellationToken stop) => docker.CallAsync<string?>(
        async (client, token) =>
        {
            try
            {
                return (await client.Containers.InspectContainerAsync(name, token)).ID;
            }
            catch (DockerContainerNotFoundException)
            {
                return null;
            }
        },
        stop);
}
