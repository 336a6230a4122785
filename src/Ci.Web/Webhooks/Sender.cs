using System.Net;
using System.Net.Sockets;

namespace Ci.Web.Webhooks;

/// <summary>Who is behind an address, as far as limits go.</summary>
internal static class Sender
{
    public static string Of(string source) => IPAddress.TryParse(source, out var address) ? Of(address) : source;

    // One household of IPv6 has 2^64 addresses.
    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
