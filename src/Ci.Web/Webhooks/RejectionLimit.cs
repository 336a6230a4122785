using System.Threading.RateLimiting;

namespace Ci.Web.Webhooks;

/// <summary>
/// Bounds what calls that prove nothing can cost. Proven calls never count. Only the first few refused calls of a sender are put on record.
/// One refused again and again is closed for the rest of the minute: its large bodies are not read any more, its other calls are told no
/// reason. It may be a forge where our repositories have strangers for neighbors, so what it can prove is taken all the same.
/// </summary>
internal sealed class RejectionLimit : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<string> refused = PerSender(300);
    private readonly PartitionedRateLimiter<string> recorded = PerSender(20);
    private readonly FixedWindowRateLimiter all = new(Options(200));

    public bool IsReached(string source)
    {
        using var lease = refused.AttemptAcquire(Sender.Of(source), permitCount: 0);
        return !lease.IsAcquired;
    }

    /// <summary>Counts a refused call.</summary>
    /// <returns>Whether it is to be put on record.</returns>
    public bool Count(string source)
    {
        refused.AttemptAcquire(Sender.Of(source)).Dispose();
        using var own = recorded.AttemptAcquire(Sender.Of(source));
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
}
