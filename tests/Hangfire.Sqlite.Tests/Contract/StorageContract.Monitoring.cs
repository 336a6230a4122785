using System.Globalization;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

public abstract partial class StorageContract
{
    [Fact]
    public void Statistics_count_jobs_by_state_queue_and_set()
    {
        Enqueue("default");
        InState(new ScheduledState(TimeSpan.FromHours(1)));
        InState(new FailedState(new InvalidOperationException("no")));
        InState(new FailedState(new InvalidOperationException("no")));
        InState(new AwaitingState("1"));
        Connection.AnnounceServer("one", new ServerContext { Queues = ["default"], WorkerCount = 1 });
        InTransaction(transaction =>
        {
            transaction.IncrementCounter("stats:succeeded");
            transaction.IncrementCounter("stats:deleted");
            transaction.AddToSet("recurring-jobs", "nightly");
            transaction.AddToSet("retries", "1");
        });

        var statistics = Monitor.GetStatistics();

        Assert.Equal((1, 2, 1, 1), (statistics.Scheduled, statistics.Failed, statistics.Succeeded, statistics.Deleted));
        Assert.Equal((1, 1, 1), (statistics.Servers, statistics.Queues, statistics.Recurring));
        Assert.Equal(Differences.CountsRetries ? 1 : null, statistics.Retries);
        Assert.Equal((1, 2, 0), (Monitor.ScheduledCount(), Monitor.FailedCount(), Monitor.ProcessingCount()));
        Assert.Equal(Storage.HasFeature(JobStorageFeatures.Monitoring.AwaitingJobs) ? 1 : null, statistics.Awaiting);
        WhereDeclared(JobStorageFeatures.Monitoring.AwaitingJobs, monitor => Assert.Equal(1, monitor.AwaitingCount()));
    }

    [Fact]
    public void Queues_show_how_many_jobs_wait_and_which_come_first()
    {
        var ids = Enumerable.Range(0, 7).Select(_ => Enqueued("critical")).ToList();
        Connection.FetchNextJob(["critical"], Soon);

        var queue = Assert.Single(Monitor.Queues());

        Assert.Equal(("critical", 6), (queue.Name, queue.Length));
        Assert.Equal(ids[1..6], queue.FirstJobs.Select(job => job.Key));
        Assert.Equal(6, Monitor.EnqueuedCount("critical"));
        Assert.Equal(ids[3..5], Monitor.EnqueuedJobs("critical", 2, 2).Select(job => job.Key));
        Assert.True(Monitor.EnqueuedJobs("critical", 0, 1)[0].Value.InEnqueuedState);
        if (Differences.FetchedJobsStay)
        {
            Assert.Equal(1, queue.Fetched);
            Assert.Equal(ids[0], Assert.Single(Monitor.FetchedJobs("critical", 0, 10)).Key);
        }
    }

    [Fact]
    public void Finished_jobs_are_listed_newest_first_and_waiting_ones_oldest_first()
    {
        string[] succeeded = [InState(new SucceededState("\"ok\"", 3, 4)), InState(new SucceededState(null, 1, 1))];
        string[] failed = [InState(new FailedState(new InvalidOperationException("one"))), InState(new FailedState(new InvalidOperationException("two")))];
        string[] deleted = [InState(new DeletedState()), InState(new DeletedState())];
        string[] scheduled = [InState(new ScheduledState(TimeSpan.FromHours(1))), InState(new ScheduledState(TimeSpan.FromHours(2)))];

        Assert.Equal(succeeded.Reverse(), Monitor.SucceededJobs(0, 10).Select(job => job.Key));
        Assert.Equal(failed.Reverse(), Monitor.FailedJobs(0, 10).Select(job => job.Key));
        Assert.Equal(deleted.Reverse(), Monitor.DeletedJobs(0, 10).Select(job => job.Key));
        Assert.Equal(Differences.ListsScheduledOldestFirst ? scheduled : scheduled.Reverse(), Monitor.ScheduledJobs(0, 10).Select(job => job.Key));
        Assert.Equal(failed[..1], Monitor.FailedJobs(1, 10).Select(job => job.Key));
        Assert.Equal(7, Monitor.SucceededJobs(1, 1)[0].Value.TotalDuration);
        Assert.Equal("two", Monitor.FailedJobs(0, 1)[0].Value.ExceptionMessage);
        var inAnHour = Monitor.ScheduledJobs(0, 10).Single(job => job.Key == scheduled[0]);
        Assert.Equal(Now.AddHours(1), inAnHour.Value.EnqueueAt, TimeSpan.FromMinutes(1));
        Assert.Equal((2, 2), (Monitor.SucceededListCount(), Monitor.DeletedListCount()));
    }

    [Fact]
    public void A_job_in_work_shows_its_server()
    {
        var id = CreateJob();
        var server = ProcessingOn("server-1");
        InTransaction(transaction => transaction.SetJobState(id, server));

        var job = Assert.Single(Monitor.ProcessingJobs(0, 10));

        Assert.Equal((id, "server-1"), (job.Key, job.Value.ServerId));
        Assert.Equal(1, Monitor.ProcessingCount());
    }

    [Fact]
    public void An_awaiting_job_shows_the_state_of_its_parent()
    {
        var parent = InState(new FailedState(new InvalidOperationException("no")));
        var child = InState(new AwaitingState(parent));

        WhereDeclared(JobStorageFeatures.Monitoring.AwaitingJobs, monitor =>
        {
            var job = Assert.Single(monitor.AwaitingJobs(0, 10));
            Assert.Equal((child, "Failed"), (job.Key, job.Value.ParentStateName));
        });
    }

    [Fact]
    public void Graphs_cover_a_week_and_a_day()
    {
        var now = Now;
        InTransaction(transaction =>
        {
            foreach (var kind in (string[])["succeeded", "failed", "deleted"])
            {
                transaction.IncrementCounter($"stats:{kind}:{now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
                transaction.IncrementCounter($"stats:{kind}:{now.ToString("yyyy-MM-dd-HH", CultureInfo.InvariantCulture)}");
            }
        });

        void Cover(IDictionary<DateTime, long> days, IDictionary<DateTime, long> hours)
        {
            Assert.Equal(7, days.Count);
            Assert.Equal(1, days[now.Date]);
            Assert.Equal(24, hours.Count);
            Assert.Equal(1, hours.Values.Sum());
        }
        Cover(Monitor.SucceededByDatesCount(), Monitor.HourlySucceededJobs());
        Cover(Monitor.FailedByDatesCount(), Monitor.HourlyFailedJobs());
        WhereDeclared(JobStorageFeatures.Monitoring.DeletedStateGraphs, monitor =>
            Cover(monitor.DeletedByDatesCount(), monitor.HourlyDeletedJobs()));
    }

    private string InState(IState state)
    {
        var id = CreateJob();
        InTransaction(transaction => transaction.SetJobState(id, state));
        return id;
    }

    private string Enqueued(string queue)
    {
        var id = InState(new EnqueuedState(queue));
        InTransaction(transaction => transaction.AddToQueue(queue, id));
        return id;
    }

    /// <summary>Only Hangfire's workers make this state; the storage needs its name and data.</summary>
    private static FakeState ProcessingOn(string server) => new(
        ProcessingState.StateName, new() { ["StartedAt"] = Now.ToString("o", CultureInfo.InvariantCulture), ["ServerId"] = server, ["WorkerId"] = "1" });

    private sealed class FakeState(string name, Dictionary<string, string> data) : IState
    {
        public string Name => name;

        public string Reason => "";

        public bool IsFinal => false;

        public bool IgnoreJobLoadException => false;

        public Dictionary<string, string> SerializeData() => data;
    }
}
