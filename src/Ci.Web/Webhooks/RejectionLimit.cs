using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Ci.Web.Webhooks;

/// <summary>
/// Bounds what calls that prove nothing can cost. Proven calls never count. A sender refused again and again is not listened to for the rest
/// of the minute; before that, only the first few of its calls are put on record.
/// </summary>
internal sealed class RejectionLimit : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<string> refused = PerSender(300);
    private readonly PartitionedRateLimiter<string> recorded = PerSender(20);
    private readonly FixedWindowRateLimiter all = new(Options(200));

    public bool IsReached(string source)
    {
        using var lease = refused.AttemptAcquire(Sender(source), permitCount: 0);
        return !lease.IsAcquired;
    }

    /// <summary>Counts a refused call.</summary>
    /// <returns>Whether it is to be put on record.</returns>
    public bool Count(string source)
    {
        refused.AttemptAcquire(Sender(source)).Dispose();
        using var own = recorded.AttemptAcquire(Sender(source));
        if (!own.IsAcquired) return false;
        using var any = all.AttemptAcquire();
        return any.IsAcquired;
    }

    public void Dispose()
    {
        refused.Dispose();
        recorded.Dispose();
        all.Dispose();
    }

    private static PartitionedRateLimiter<string> PerSender(int most) => PartitionedRateLimiter.Create<string, string>(
        sender => RateLimitPartition.GetFixedWindowLimiter(sender, _ => Options(most)), StringComparer.Ordinal);

    private static FixedWindowRateLimiterOptions Options(int most) => new() { PermitLimit = most, Window = Window, QueueLimit = 0 };

    // One household of IPv6 has 2^64 addresses.
    private static string Sender(string source) =>
        IPAddress.TryParse(source, out var address) && address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : source;
}
