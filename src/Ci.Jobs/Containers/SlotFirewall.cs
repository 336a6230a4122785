using System.Collections.Concurrent;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Containers;

/// <summary>
/// Keeps other hosts out of slot networks. The engine alone does not when forwarding was on before it started: a host with a route to
/// the bridge would reach the slot. The rule sits in DOCKER-USER, which the engine never touches.
/// </summary>
internal sealed class SlotFirewall(SelfContainer self, FirewallContainer container, ILogger<SlotFirewall> log)
{
    private readonly ConcurrentDictionary<string, bool> closed = new(StringComparer.Ordinal);

    /// <summary>The server's own container, which joins the networks.</summary>
    public SelfContainer Self { get; } = self;

    /// <summary>Bridge interface of a slot network: at most 15 characters, unique by address.</summary>
    public static string BridgeOf(Subnet subnet) => "ci-" + string.Concat(subnet.Gateway.Split('.').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Adds the rule when it is missing. Where that is not possible the log says so openly; the deployment goes on.</summary>
    public async Task CloseAsync(string network, Subnet subnet, Action<string> tell, CancellationToken stop)
    {
        var bridge = BridgeOf(subnet);
        if (closed.ContainsKey(bridge)) return;
        var failure = await Self.FindAsync(stop) is { } me
            ? await container.AddAsync(me, Rule(bridge), stop)
            : await OnHostAsync(Rule(bridge), stop);
        if (failure is null)
        {
            closed[bridge] = true;
            return;
        }

        Log.FirewallOpen(log, network, failure);
        tell($"Slots of {network} are not closed to other hosts: {failure}");
    }

    /// <summary>Takes the rule of a network that is gone away.</summary>
    public async Task ForgetAsync(Subnet subnet, CancellationToken stop)
    {
        var bridge = BridgeOf(subnet);
        closed.TryRemove(bridge, out _);
        if (await Self.FindAsync(stop) is { } me) await container.RemoveAsync(me, Rule(bridge), stop);
        else await GuardedAsync(async () => { await IptablesAsync(["-D", .. Rule(bridge)], stop); return null; });
    }

    private static string[] Rule(string bridge) => ["DOCKER-USER", "!", "-i", bridge, "-o", bridge, "-m", "conntrack", "--ctstate", "NEW", "-j", "DROP"];

    private static Task<string?> OnHostAsync(string[] rule, CancellationToken stop) => GuardedAsync(async () =>
    {
        var there = await IptablesAsync(["-C", .. rule], stop);
        if (there.IsSuccess) return null;
        var added = await IptablesAsync(["-I", .. rule], stop);
        return added.IsSuccess ? null : added.StandardError.Trim();
    });

    private static async Task<string?> GuardedAsync(Func<Task<string?>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return "iptables is not installed on this machine.";
        }
    }

    private static Task<BufferedCommandResult> IptablesAsync(IEnumerable<string> arguments, CancellationToken stop) => Cli.Wrap("iptables")
        .WithArguments(["-w", "5", .. arguments])
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(stop);
}
