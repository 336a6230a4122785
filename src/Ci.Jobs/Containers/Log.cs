using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Containers;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Slots of {Network} are not closed to other hosts: {Failure} Set the engine's FORWARD policy to DROP, or run the server as root with iptables installed.")]
    public static partial void FirewallOpen(ILogger logger, string network, string failure);
}
