using Ci.Testing;
using Hangfire.States;
using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

public abstract partial class StorageContract
{
    [Fact]
    public void Jobs_are_fetched_in_order_and_each_once()
    {
        string[] ids = [Enqueue("default"), Enqueue("default"), Enqueue("default")];

        string[] fetched = [Fetch("default"), Fetch("default"), Fetch("default")];

        Assert.Equal(ids, fetched);
        Assert.False(HasJob("default"));
    }

    [Fact]
    public void Queues_are_served_in_the_order_they_are_named()
    {
        string[] low = [Enqueue("low"), Enqueue("low")];
        string[] high = [Enqueue("high"), Enqueue("high")];

        string[] served = [Fetch("high", "low"), Fetch("low", "high"), Fetch("high", "low"), Fetch("high", "low")];

        string[] expected = Differences.ServesQueuesAsNamed ? [high[0], low[0], high[1], low[1]] : [.. high, .. low];
        Assert.Equal(expected, served);
    }

    [Fact]
    public void A_fetch_needs_a_queue()
    {
        Assert.Throws<ArgumentNullException>(() => Connection.FetchNextJob(null, Soon));
        Assert.ThrowsAny<ArgumentException>(() => Connection.FetchNextJob([], Soon));
    }

    [Fact]
    public void A_canceled_fetch_ends_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        var fetch = Task.Run(() => Connection.FetchNextJob(["default"], cancellation.Token));

        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => fetch.GetAwaiter().GetResult());
    }

    [Fact]
    public async Task A_waiting_worker_gets_a_new_job_at_once()
    {
        var waiting = Task.Run(() => Fetch("default"));

        var id = Enqueue("default");

        Assert.Equal(id, await waiting.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void An_acknowledged_job_never_comes_back()
    {
        Enqueue("default");

        using (var job = Connection.FetchNextJob(["default"], Soon)) job.RemoveFromQueue();

        Assert.False(HasJob("default"));
    }

    [Fact]
    public void A_job_disposed_without_acknowledgment_waits_again()
    {
        var id = Enqueue("default");

        Connection.FetchNextJob(["default"], Soon).Dispose();

        if (Differences.FetchedJobsStay) Assert.Equal(id, Fetch("default"));
        else Assert.False(HasJob("default"));
    }

    [Fact]
    public void A_requeued_job_waits_again()
    {
        string[] ids = [Enqueue("default"), Enqueue("default")];

        var job = Connection.FetchNextJob(["default"], Soon);
        job.Requeue();
        job.Dispose();

        string[] expected = Differences.RequeuedComesFirst ? ids : [ids[1], ids[0]];
        Assert.Equal(expected, (string[])[Fetch("default"), Fetch("default")]);
    }

    [Fact]
    public void A_job_acknowledged_in_a_transaction_stays_until_it_commits()
    {
        var id = Enqueue("default");
        var job = Connection.FetchNextJob(["default"], Soon);
        var feature = JobStorageFeatures.Transaction.RemoveFromQueue(job.GetType());

        if (Differences.FetchedJobsStay) WhereDeclared(feature, Acknowledge);
        else
        {
            Assert.False(Storage.HasFeature(feature));
            Acknowledge();
        }

        void Acknowledge()
        {
            Abandon(transaction => transaction.RemoveFromQueue(job));
            if (Differences.FetchedJobsStay) Assert.Equal(1, Monitor.FetchedCount("default"));
            InTransaction(transaction =>
            {
                transaction.SetJobState(id, new SucceededState(null, 1, 1));
                transaction.RemoveFromQueue(job);
            });
            job.Dispose();

            Assert.False(HasJob("default"));
            Assert.Equal("Succeeded", Connection.GetJobData(id).State);
        }
    }

    [Fact]
    public void A_job_may_stand_in_a_queue_twice()
    {
        var id = Enqueue("default");
        InTransaction(transaction => transaction.AddToQueue("default", id));

        Assert.Equal([id, id], (string[])[Fetch("default"), Fetch("default")]);
    }

    [Fact]
    public async Task Many_workers_share_many_jobs_without_a_double()
    {
        const int Count = 200;
        var ids = Enumerable.Range(0, Count).Select(_ => CreateJob()).ToList();
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, Count / 8).Select(_ =>
        {
            using var own = Storage.GetConnection();
            using var job = own.FetchNextJob(["default"], Soon);
            job.RemoveFromQueue();
            return job.JobId;
        }).ToList())).ToList();

        foreach (var pair in ids.Chunk(2)) InTransaction(transaction => Array.ForEach(pair, id => transaction.AddToQueue("default", id)));

        var fetched = (await Task.WhenAll(workers)).SelectMany(one => one).Order().ToList();
        Assert.Equal(ids.Order(), fetched);
        await Eventually.TrueAsync(() => Monitor.EnqueuedCount("default") == 0, "an empty queue");
    }

    private string Fetch(params string[] queues)
    {
        var job = Connection.FetchNextJob(queues, Soon);
        job.RemoveFromQueue();
        return job.JobId;
    }

    private bool HasJob(string queue) => Monitor.EnqueuedCount(queue) + Monitor.FetchedCount(queue) > 0;
}
