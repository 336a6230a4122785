using System.Net;

namespace Ci.Web.Hosting;

/// <summary>What a person decides when starting the server.</summary>
internal sealed record ServerOptions
{
    /// <summary>Directory of databases, logs and keys.</summary>
    public required string Data { get; init; }

    /// <summary>Where the console listens; port 0 lets the system choose.</summary>
    public required IPEndPoint Console { get; init; }

    /// <summary>Where deployed applications are served; port 0 likewise.</summary>
    public required IPEndPoint Proxy { get; init; }

    /// <summary>Repositories may be fetched over plain http.</summary>
    public bool GitAllowHttp { get; init; }

    /// <summary>Address under which people reach the console, where it is not the one it listens on.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Whose word about the caller's address is taken (<c>X-Forwarded-For</c>): the reverse proxies in front of the console.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How long work waits for an engine that is away.</summary>
    public TimeSpan EnginePatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often repositories are looked at for pushes that no webhook told; zero for never.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Pool that the networks of projects are cut from.</summary>
    public string SlotPool { get; init; } = DefaultSlotPool;

    private const string DefaultSlotPool = "10.213.0.0/16";

    /// <summary>Reads the command line; what it leaves out comes from the environment, then from the defaults.</summary>
    /// <exception cref="OptionException">A value cannot be used.</exception>
    public static ServerOptions Read(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var given = new Arguments(args, "--data", "--console", "--proxy");
        var (console, proxy) = (Pick("--console", "CI_CONSOLE", "0.0.0.0:10000"), Pick("--proxy", "CI_PROXY", "0.0.0.0:9999"));
        return new()
        {
            Data = Pick("--data", "CI_DATA", "data").Value,
            Console = Address(console.Name, console.Value),
            Proxy = Address(proxy.Name, proxy.Value),
            GitAllowHttp = Switch("CI_GIT_ALLOW_HTTP", environment("CI_GIT_ALLOW_HTTP")),
            PublicUrl = Url("CI_PUBLIC_URL", environment("CI_PUBLIC_URL")),
            TrustedProxies = Networks("CI_TRUSTED_PROXIES", environment("CI_TRUSTED_PROXIES")),
            EnginePatience = Seconds("CI_ENGINE_PATIENCE_SECONDS", environment("CI_ENGINE_PATIENCE_SECONDS"), otherwise: 120),
            LookInterval = Seconds("CI_LOOK_SECONDS", environment("CI_LOOK_SECONDS"), otherwise: 300, least: 0),
            SlotPool = Pool("CI_SLOT_POOL", environment("CI_SLOT_POOL")),
        };

        (string Name, string Value) Pick(string option, string variable, string otherwise) =>
            given[option] is { } typed ? (option, typed)
            : environment(variable) is { Length: > 0 } set ? (variable, set)
            : (option, otherwise);
    }

    private static IPEndPoint Address(string name, string value)
    {
        var colon = value.LastIndexOf(':');
        var (host, port) = colon < 0 ? ("", "") : (value[..colon], value[(colon + 1)..]);
        var ip = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var six) ? six : null,
            _ => host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out var four) ? four : null,
        };
        return ip is not null && ushort.TryParse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(ip, number)
            : throw new OptionException($"{name} needs HOST:PORT with an IP address, such as 127.0.0.1:10000 or [::1]:10000, not \"{value}\".");
    }

    private static bool Switch(string name, string? value) => value?.ToLowerInvariant() switch
    {
        null or "" or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw new OptionException($"{name} needs true or false, not \"{value}\"."),
    };

    private static TimeSpan Seconds(string name, string? value, int otherwise, int least = 1) =>
        string.IsNullOrEmpty(value) ? TimeSpan.FromSeconds(otherwise)
        : int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new OptionException($"{name} needs a number of seconds from {least} to 86400, not \"{value}\".");

    private static string Pool(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return DefaultSlotPool;
        return IPNetwork.TryParse(value, out var pool) && pool is { BaseAddress.AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork, PrefixLength: <= 24 }
            ? value
            : throw new OptionException($"{name} needs an IPv4 network of at least /24, such as {DefaultSlotPool}, not \"{value}\".");
    }

    private static IReadOnlyList<IPNetwork> Networks(string name, string? value) =>
    [
        .. (value ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text =>
            IPAddress.TryParse(text, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
            : IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0 ? network
            : throw new OptionException($"{name} needs addresses or networks of your reverse proxies, such as 127.0.0.1, 172.18.0.0/16, not \"{text}\".")),
    ];

    private static Uri? Url(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? url
            : throw new OptionException($"{name} needs the address people open, such as https://ci.example.com, not \"{value}\".");
    }
}
