namespace Ci.Web.Webhooks;

/// <summary>
/// Places for bodies over a megabyte, of which strangers could else have any number held in memory: a few at a time, fewer of one sender, so
/// that one alone cannot take them all. A few more wait for a place, first come first served among those whose sender may have one.
/// </summary>
internal sealed class LargeBodies(TimeProvider time)
{
    public const int All = 8, PerSender = 2;
    private const int Waiting = 64, WaitingPerSender = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private readonly LinkedList<Place> queue = new();
    private int all;

    /// <summary>A place, given back by its disposal; null when none came free in time, or too many wait already.</summary>
    public async Task<IDisposable?> TakeAsync(string sender, CancellationToken stop)
    {
        var place = new Place(this, sender);
        lock (gate)
        {
            if (IsFree(sender)) return Given(place);
            if (queue.Count == Waiting || queue.Count(other => other.Sender == sender) == WaitingPerSender) return null;
            queue.AddLast(place);
        }

        try
        {
            await place.Granted.WaitAsync(Patience, time, stop);
            return place;
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            // It may have been granted just now.
            lock (gate) if (queue.Remove(place)) return null;
            return place;
        }
    }

    private bool IsFree(string sender) => all < All && taken.GetValueOrDefault(sender) < PerSender;

    private Place Given(Place place)
    {
        all++;
        taken[place.Sender] = taken.GetValueOrDefault(place.Sender) + 1;
        place.Grant();
        return place;
    }

    private void Leave(Place place)
    {
        lock (gate)
        {
            all--;
            if (--taken[place.Sender] == 0) taken.Remove(place.Sender);
            if (queue.FirstOrDefault(other => IsFree(other.Sender)) is not { } next) return;
            queue.Remove(next);
            Given(next);
        }
    }

    private sealed class Place(LargeBodies places, string sender) : IDisposable
    {
        private readonly TaskCompletionSource granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int left;

        public string Sender => sender;

        public Task Granted => granted.Task;

        public void Grant() => granted.TrySetResult();

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) places.Leave(this);
        }
    }
}
