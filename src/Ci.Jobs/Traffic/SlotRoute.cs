using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace Ci.Jobs.Traffic;

/// <summary>Where the requests of a project's environment go: one release, running in one slot, at a host and a port.</summary>
/// <param name="Project">The project's name, which is also its path prefix; compared exactly.</param>
/// <param name="Environment">For example <c>production</c>.</param>
/// <param name="Slot"><c>blue</c> or <c>green</c>.</param>
/// <param name="Release">The release that runs in the slot.</param>
/// <param name="Deployment">The deployment that started it; tells two containers in the same slot apart.</param>
/// <param name="Host">An IP address or a host name the proxy can reach.</param>
/// <param name="Port">1 to 65535, or 0 while nothing is live.</param>
public sealed record SlotRoute(
    string Project, string Environment, string Slot, int Release, int Deployment, string Host, int Port)
{
    /// <summary>The environment that is served under <c>/{project}</c>.</summary>
    public const string Production = "production";

    /// <summary>A project that is known but has nothing live: its visitors get the page that says so, not "not found".</summary>
    public static SlotRoute Nowhere(string project, string environment = Production) =>
        new(project, environment, "", 0, 0, "", 0);

    /// <summary>False for <see cref="Nowhere"/>.</summary>
    [JsonIgnore]
    public bool Serves => Port > 0;

    /// <summary>The slot's address, for example <c>http://10.1.2.3:8080</c> or <c>http://[::1]:8080</c>.</summary>
    public string Address() =>
        IPAddress.TryParse(Host, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6
            ? $"http://[{ip}]:{Port}"
            : $"http://{Host}:{Port}";

    /// <summary>What is wrong with this route, as a sentence; null when it can be used.</summary>
    public string? Problem()
    {
        if (string.IsNullOrEmpty(Project) || Project.Contains('/')) return $"\"{Project}\" cannot be the path prefix of a project.";
        if (string.IsNullOrEmpty(Environment)) return $"The route of {Project} names no environment.";
        if (Port is < 0 or > 65535) return $"The route of {Project} has the port {Port}, which does not exist.";
        if (Serves && Uri.CheckHostName(Host) == UriHostNameType.Unknown) return $"The route of {Project} has the host \"{Host}\", which is neither an address nor a host name.";
        return null;
    }
}
