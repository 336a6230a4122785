using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Pipeline;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The {Kind} {Project} #{Number} has job {Job}.")]
    public static partial void Dispatched(ILogger logger, string kind, string project, int number, string job);

    [LoggerMessage(Level = LogLevel.Error, Message = "Open rows could not be given jobs: {Failure} Trying again in ten seconds.")]
    public static partial void LookFailed(ILogger logger, string failure);
}
