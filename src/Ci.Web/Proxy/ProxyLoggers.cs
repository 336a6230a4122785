using Microsoft.Extensions.Logging.Abstractions;

namespace Ci.Web.Proxy;

/// <summary>The program's log for the proxy's application, without the lines its libraries write for every single request.</summary>
internal sealed class ProxyLoggers(ILoggerFactory program) : ILoggerFactory
{
    private static readonly string[] PerRequest = ["Yarp.ReverseProxy.Forwarder", "Microsoft.AspNetCore.Hosting.Diagnostics"];

    public ILogger CreateLogger(string categoryName) =>
        PerRequest.Any(p => categoryName.StartsWith(p, StringComparison.Ordinal)) ? NullLogger.Instance : program.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => program.AddProvider(provider);

    // The log belongs to the program and outlives the proxy.
    public void Dispose()
    {
    }
}
