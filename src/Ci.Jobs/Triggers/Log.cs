using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Triggers;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "No webhook told of {Ref} {Commit} of {Project}. {Reason}")]
    public static partial void Missed(ILogger logger, string project, string @ref, string commit, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The repository of {Project} could not be looked at: {Failure}")]
    public static partial void LookFailed(ILogger logger, string project, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedules could not be written: {Failure} Trying again in ten minutes.")]
    public static partial void SchedulesFailed(ILogger logger, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old deliveries could not be removed: {Failure}")]
    public static partial void PruneFailed(ILogger logger, string failure);
}
