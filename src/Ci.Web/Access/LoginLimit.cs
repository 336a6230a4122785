using System.Net;
using System.Net.Sockets;

namespace Ci.Web.Access;

/// <summary>Slows guessing: so many attempts a minute from one address for one name, and from one address for all names.</summary>
internal sealed class LoginLimit(TimeProvider time)
{
    private const int PerName = 5, PerAddress = 30, MostKeys = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, (DateTimeOffset Ends, int Count)> windows = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Counts an attempt.</summary>
    /// <returns>How long to wait before the next one, when this one was too many.</returns>
    public TimeSpan? Refuse(IPAddress? address, string name)
    {
        var from = Origin(address);
        lock (gate)
        {
            if (windows.Count > MostKeys) Sweep();
            return Take($"{from} {name}", PerName) ?? Take(from, PerAddress);
        }
    }

    private TimeSpan? Take(string key, int most)
    {
        var now = time.GetUtcNow();
        var window = windows.TryGetValue(key, out var open) && open.Ends > now ? open : (Ends: now + Window, Count: 0);
        windows[key] = (window.Ends, window.Count + 1);
        return window.Count < most ? null : window.Ends - now;
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (key, window) in windows)
        {
            if (window.Ends <= now) windows.Remove(key);
        }
    }

    // Whoever has one IPv6 address has its whole /64.
    private static string Origin(IPAddress? address) =>
        address is null ? "unknown"
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : address.ToString();
}
