using System.Net;

namespace Ci.Web.Proxy;

/// <summary>Where the proxy listens and what it lets through.</summary>
internal sealed class ProxyOptions
{
    public IPEndPoint Address { get; init; } = new(IPAddress.Any, 9999);

    /// <summary>Limit of all request headers together; beyond it the answer is 431.</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    public int HeaderCount { get; init; } = 100;

    public int RequestLineBytes { get; init; } = 16 * 1024;

    /// <summary>Limit of a request body, beyond it the answer is 413; null leaves it to the application.</summary>
    public long? BodyBytes { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A request or connection on which nothing moved for this long is given up.</summary>
    public TimeSpan ActivityTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long requests may go on when the proxy itself stops.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
