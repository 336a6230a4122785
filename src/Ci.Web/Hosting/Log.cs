namespace Ci.Web.Hosting;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Console on {Console}, data in {Data}")]
    public static partial void Started(ILogger logger, string console, string data);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped")]
    public static partial void Stopped(ILogger logger);
}
