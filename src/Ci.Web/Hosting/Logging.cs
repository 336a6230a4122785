using System.Globalization;
using Ci.Jobs.Storage;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Ci.Web.Hosting;

/// <summary>The server's log: the terminal, and daily files that are bounded in size and number.</summary>
internal static class Logging
{
    private const long MaxFileBytes = 16 * 1024 * 1024;
    private const int MaxFiles = 14;
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static Logger Create(DataDirectory data) => new LoggerConfiguration()
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
        .MinimumLevel.Override("Yarp", LogEventLevel.Warning)
        // The framework's authentication logs every refusal under the handler's name.
        .MinimumLevel.Override("Ci.Web.Access.TokenAuthentication", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Error)
        // The key ring is kept in the data directory, for its owner only, as the database is.
        .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
        // A failure is answered and logged by our own handler.
        .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics", LogEventLevel.Fatal)
        // Why the server could not start is said in one sentence where it ends.
        .Filter.ByExcluding(line => line.MessageTemplate.Text == "Hosting failed to start")
        .WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture)
        .WriteTo.File(
            Path.Combine(data.Folder("logs"), "server-.log"),
            outputTemplate: Line,
            formatProvider: CultureInfo.InvariantCulture,
            rollingInterval: RollingInterval.Day,
            fileSizeLimitBytes: MaxFileBytes,
            rollOnFileSizeLimit: true,
            retainedFileCountLimit: MaxFiles)
        .CreateLogger();
}
