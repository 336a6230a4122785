using Hangfire.Sqlite.Tables;
using Hangfire.States;
using Hangfire.Storage;
using Hangfire.Storage.Monitoring;

namespace Hangfire.Sqlite.Monitoring;

/// <summary>Counts and details; the lists are in the other half. Each answer is one snapshot.</summary>
internal sealed partial class MonitoringApi(Engine engine) : JobStorageMonitor
{
    private const int FirstJobs = 5;

    public override StatisticsDto GetStatistics() => engine.Readers.Snapshot(db => new StatisticsDto
    {
        Servers = db.Number("SELECT COUNT(*) FROM servers"),
        Recurring = Sets.Count(db, "recurring-jobs"),
        Retries = Sets.Count(db, "retries"),
        Enqueued = JobLists.CountAllWaiting(db),
        Queues = JobLists.Queues(db).Count,
        Scheduled = JobLists.CountInState(db, ScheduledState.StateName),
        Processing = JobLists.CountInState(db, ProcessingState.StateName),
        Failed = JobLists.CountInState(db, FailedState.StateName),
        Awaiting = JobLists.CountInState(db, AwaitingState.StateName),
        Succeeded = Counters.Value(db, "stats:succeeded"),
        Deleted = Counters.Value(db, "stats:deleted"),
    });

    public override IList<QueueWithTopEnqueuedJobsDto> Queues() => engine.Readers.Snapshot(db => JobLists.Queues(db)
        .Select(queue => new QueueWithTopEnqueuedJobsDto
        {
            Name = queue,
            Length = JobLists.CountWaiting(db, queue),
            Fetched = JobLists.CountFetched(db, queue),
            FirstJobs = Waiting(db, queue, (0, FirstJobs)),
        })
        .ToList());

    public override IList<ServerDto> Servers() => engine.Readers.Read(Tables.Servers.All);

    public override JobDetailsDto? JobDetails(string jobId)
    {
        if (!JobIds.TryRead(jobId, out var id)) return null;
        return engine.Readers.Snapshot(db =>
        {
            if (Jobs.Find(db, id) is not { } row) return null;
            return new JobDetailsDto
            {
                Job = row.Load(out var failure),
                LoadException = failure,
                InvocationData = row.Call,
                CreatedAt = Instant.Utc(row.CreatedAt),
                ExpireAt = Instant.Utc(row.ExpireAt),
                Properties = row.Parameters,
                History = Jobs.History(db, id).ConvertAll(state => new StateHistoryDto
                {
                    StateName = state.Name,
                    Reason = state.Reason,
                    CreatedAt = Instant.Utc(state.At),
                    Data = Json.Read(state.Data),
                }),
            };
        });
    }

    public override long ScheduledCount() => CountInState(ScheduledState.StateName);

    public override long ProcessingCount() => CountInState(ProcessingState.StateName);

    public override long SucceededListCount() => CountInState(SucceededState.StateName);

    public override long FailedCount() => CountInState(FailedState.StateName);

    public override long DeletedListCount() => CountInState(DeletedState.StateName);

    public override long AwaitingCount() => CountInState(AwaitingState.StateName);

    public override long EnqueuedCount(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return engine.Readers.Read(db => JobLists.CountWaiting(db, queue));
    }

    public override long FetchedCount(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return engine.Readers.Read(db => JobLists.CountFetched(db, queue));
    }

    public override IDictionary<DateTime, long> SucceededByDatesCount() => Days("succeeded");

    public override IDictionary<DateTime, long> FailedByDatesCount() => Days("failed");

    public override IDictionary<DateTime, long> DeletedByDatesCount() => Days("deleted");

    public override IDictionary<DateTime, long> HourlySucceededJobs() => Hours("succeeded");

    public override IDictionary<DateTime, long> HourlyFailedJobs() => Hours("failed");

    public override IDictionary<DateTime, long> HourlyDeletedJobs() => Hours("deleted");

    private long CountInState(string state) => engine.Readers.Read(db => JobLists.CountInState(db, state));

    private Dictionary<DateTime, long> Days(string kind) =>
        History(Enumerable.Range(0, 7).Select(days => engine.Clock.GetUtcNow().UtcDateTime.Date.AddDays(-days)), $"stats:{kind}:", "yyyy-MM-dd");

    private Dictionary<DateTime, long> Hours(string kind) =>
        History(Enumerable.Range(0, 24).Select(hours => engine.Clock.GetUtcNow().UtcDateTime.AddHours(-hours)), $"stats:{kind}:", "yyyy-MM-dd-HH");

    private Dictionary<DateTime, long> History(IEnumerable<DateTime> times, string prefix, string format) => engine.Readers.Snapshot(db =>
        times.ToDictionary(time => time, time => Counters.Value(db, prefix + time.ToString(format, System.Globalization.CultureInfo.InvariantCulture))));
}
