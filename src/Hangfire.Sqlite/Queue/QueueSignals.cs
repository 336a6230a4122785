namespace Hangfire.Sqlite.Queue;

/// <summary>Wakes one waiting worker for each job, in the order they began to wait.</summary>
internal sealed class QueueSignals
{
    private readonly Lock gate = new();
    private readonly LinkedList<QueueWaiter> waiting = [];

    /// <summary>The queues some worker waits for, each with how many do.</summary>
    public Dictionary<string, int> Waiting()
    {
        var queues = new Dictionary<string, int>(StringComparer.Ordinal);
        lock (gate)
        {
            foreach (var queue in waiting.SelectMany(waiter => waiter.Queues)) queues[queue] = queues.GetValueOrDefault(queue) + 1;
        }
        return queues;
    }

    /// <summary>Begins to wait. A worker does so before it looks, so that no job slips by between the two.</summary>
    public QueueWaiter Enter(string[] queues)
    {
        var waiter = new QueueWaiter(queues);
        lock (gate) waiter.Place = waiting.AddLast(waiter);
        return waiter;
    }

    /// <summary>Ends waiting. A signal that was not needed is handed on, for it stood for a job.</summary>
    public void Leave(QueueWaiter waiter, bool used)
    {
        lock (gate)
        {
            if (waiter.Place is not null) waiting.Remove(waiter.Place);
            waiter.Place = null;
        }
        if (!used && waiter.Signaled is { } queue) Wake(queue);
    }

    public void Wake(string queue)
    {
        lock (gate)
        {
            for (var place = waiting.First; place is not null; place = place.Next)
            {
                var waiter = place.Value;
                if (!waiter.Listens(queue)) continue;
                waiting.Remove(place);
                waiter.Place = null;
                waiter.Signal(queue);
                return;
            }
        }
    }
}
