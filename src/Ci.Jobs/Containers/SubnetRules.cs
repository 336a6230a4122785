using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ci.Jobs.Containers;

/// <summary>
/// The address plan of slots: a network of 16 addresses per project, cut from one pool. Slots have fixed addresses in the lower half;
/// what the engine hands out itself comes from the upper half, so that it never takes a stopped slot's address.
/// </summary>
internal static class SubnetRules
{
    private const int Size = 16;

    /// <summary>The plan of one project network.</summary>
    /// <param name="pool">Such as <c>10.213.0.0/16</c>.</param>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentException">The pool is not a network, or has no room for the index.</exception>
    public static Subnet At(string pool, int index)
    {
        var network = Parse(pool);
        if (index < 0 || index >= Room(network)) throw new ArgumentException($"The address pool {pool} has no room for project network {index}.", nameof(index));
        var first = ToNumber(network.BaseAddress) + (uint)(index * Size);
        return new Subnet(
            string.Create(CultureInfo.InvariantCulture, $"{ToAddress(first)}/28"),
            string.Create(CultureInfo.InvariantCulture, $"{ToAddress(first + 8)}/29"),
            ToAddress(first + 1),
            ToAddress(first + 2),
            ToAddress(first + 3));
    }

    /// <summary>The index whose <see cref="At"/> is this network; null when it is none of the pool's.</summary>
    /// <exception cref="ArgumentException">The pool is not a network.</exception>
    public static int? IndexOf(string pool, string network)
    {
        var whole = Parse(pool);
        if (!IPNetwork.TryParse(network, out var part) || part.BaseAddress.AddressFamily != AddressFamily.InterNetwork || !whole.Contains(part.BaseAddress)) return null;
        var index = (ToNumber(part.BaseAddress) - ToNumber(whole.BaseAddress)) / Size;
        return index < Room(whole) && At(pool, (int)index).Network == network ? (int)index : null;
    }

    private static IPNetwork Parse(string pool) =>
        IPNetwork.TryParse(pool, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            ? network
            : throw new ArgumentException($"The address pool {pool} is not an IPv4 network.", nameof(pool));

    private static long Room(IPNetwork pool) => (1L << (32 - pool.PrefixLength)) / Size;

    private static uint ToNumber(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    private static string ToAddress(uint number) => new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]).ToString();
}
