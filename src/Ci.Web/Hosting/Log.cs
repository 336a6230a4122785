namespace Ci.Web.Hosting;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue {File} is damaged and was put aside; every open build and deployment gets a new job.")]
    public static partial void QueueBegunAnew(ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "Console on {Console}, data in {Data}")]
    public static partial void Started(ILogger logger, string console, string data);

    [LoggerMessage(Level = LogLevel.Information, Message = "Open {Url} and enter the setup token {Token} to create the first administrator")]
    public static partial void SetupOpen(ILogger logger, string url, string token);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed (trace {Trace})")]
    public static partial void RequestFailed(ILogger logger, Exception failure, string method, string path, string trace);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped")]
    public static partial void Stopped(ILogger logger);
}
