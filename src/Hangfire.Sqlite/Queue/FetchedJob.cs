using System.Globalization;
using Hangfire.Sqlite.Tables;
using Hangfire.Storage;

namespace Hangfire.Sqlite.Queue;

/// <summary>A job in work. Disposed without an acknowledgment, it waits in its queue again.</summary>
internal sealed class FetchedJob(JobQueue queue, Claim claim) : IFetchedJob
{
    private bool ended;

    public string JobId { get; } = claim.JobId.ToString(CultureInfo.InvariantCulture);

    public Claim Claim => claim;

    public void RemoveFromQueue()
    {
        if (ended) return;
        queue.Remove(claim);
        ended = true;
    }

    public void Requeue()
    {
        if (ended) return;
        queue.GiveBack(claim);
        ended = true;
    }

    /// <summary>The transaction it was acknowledged in has committed.</summary>
    public void Acknowledged() => ended = true;

    /// <summary>Never throws: what cannot be given back now, as on a full disk, is given back later.</summary>
    public void Dispose()
    {
        if (ended) return;
        queue.GiveBackSoon(claim);
        ended = true;
    }
}
