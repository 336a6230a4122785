using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Deployments;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Slots could not be looked after: {Failure} Trying again soon.")]
    public static partial void WatchFailed(ILogger logger, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Project} #{Number} is switched back: {Reason}")]
    public static partial void SwitchedBack(ILogger logger, string project, int number, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The live container of {Project} did not run and was started again.")]
    public static partial void Restarted(ILogger logger, string project);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The route of {Project} was missing and points to deployment #{Number} again.")]
    public static partial void RouteRestored(ILogger logger, string project, int number);

    [LoggerMessage(Level = LogLevel.Error, Message = "The old slot of {Project} could not be drained: {Failure} Trying again soon.")]
    public static partial void DrainFailed(ILogger logger, string project, string failure);
}
