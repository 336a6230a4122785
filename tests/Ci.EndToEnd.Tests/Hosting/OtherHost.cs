using CliWrap;
using CliWrap.Buffered;

namespace Ci.EndToEnd.Tests.Hosting;

/// <summary>Another host on a network of this one: a network namespace whose traffic is routed through this machine.</summary>
internal sealed class OtherHost : IAsyncDisposable
{
    private readonly string name = $"ci{Guid.NewGuid():N}"[..10];

    public static async Task<OtherHost> StartAsync()
    {
        var host = new OtherHost();
        await IpAsync("netns", "add", host.name);
        await IpAsync("link", "add", host.Ours, "type", "veth", "peer", "name", "eth0", "netns", host.name);
        await IpAsync("address", "add", "10.215.7.1/30", "dev", host.Ours);
        await IpAsync("link", "set", host.Ours, "up");
        await host.InsideAsync("ip", "address", "add", "10.215.7.2/30", "dev", "eth0");
        await host.InsideAsync("ip", "link", "set", "eth0", "up");
        await host.InsideAsync("ip", "route", "add", "default", "via", "10.215.7.1");
        return host;
    }

    /// <summary>Exit code of a command run on the other host.</summary>
    public async Task<int> InsideAsync(params string[] command) => (await Cli.Wrap("ip")
        .WithArguments(["netns", "exec", name, .. command])
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync()).ExitCode;

    public async ValueTask DisposeAsync()
    {
        await IpAsync("netns", "delete", name);
        await Cli.Wrap("ip").WithArguments(["link", "delete", Ours]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
    }

    private string Ours => $"v{name}";

    private static async Task IpAsync(params string[] arguments) => await Cli.Wrap("ip").WithArguments(arguments).ExecuteBufferedAsync();
}
