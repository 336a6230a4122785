namespace Hangfire.Sqlite.Queue;

/// <summary>A worker that waits for a job of its queues.</summary>
internal sealed class QueueWaiter(string[] queues)
{
    private readonly object gate = new();

    public string[] Queues => queues;

    /// <summary>Queue of the job it was woken for.</summary>
    public string? Signaled { get; private set; }

    /// <summary>Where it stands among the waiting; null when it does not wait any more.</summary>
    public LinkedListNode<QueueWaiter>? Place { get; set; }

    public bool Listens(string queue) => Array.IndexOf(queues, queue) >= 0;

    public void Signal(string queue)
    {
        lock (gate)
        {
            Signaled = queue;
            Monitor.Pulse(gate);
        }
    }

    public void Wait(CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(static waiter => ((QueueWaiter)waiter!).WakeUp(), this);
        lock (gate)
        {
            while (Signaled is null && !cancellation.IsCancellationRequested) Monitor.Wait(gate);
        }
    }

    private void WakeUp()
    {
        lock (gate) Monitor.Pulse(gate);
    }
}
