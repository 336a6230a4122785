using Yarp.ReverseProxy.Forwarder;

namespace Ci.Web.Proxy;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Project} ({Slot}, {Address}) did not answer a request: {Error}, {Reason} (failures so far: {Count})")]
    public static partial void ForwardFailed(ILogger logger, string project, string slot, string address, ForwarderError error, string reason, long count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Proxy serving {Count} routes (version {Version}) on {Address}")]
    public static partial void Serving(ILogger logger, int count, long version, string address);
}
