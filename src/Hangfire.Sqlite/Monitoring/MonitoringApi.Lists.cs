using System.Globalization;
using Hangfire.Common;
using Hangfire.Sqlite.Tables;
using Hangfire.States;
using Hangfire.Storage.Monitoring;

namespace Hangfire.Sqlite.Monitoring;

internal sealed partial class MonitoringApi
{
    public override JobList<EnqueuedJobDto> EnqueuedJobs(string queue, int from, int perPage)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return engine.Readers.Snapshot(db => Waiting(db, queue, (from, perPage)));
    }

    public override JobList<FetchedJobDto> FetchedJobs(string queue, int from, int perPage)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return engine.Readers.Snapshot(db => new JobList<FetchedJobDto>(JobLists.Fetched(db, queue, (from, perPage)).ConvertAll(fetched =>
        {
            var job = ListedJob.Read(db, fetched.Id, ProcessingState.StateName);
            return KeyValuePair.Create(job.Id, new FetchedJobDto
            {
                Job = job.Job,
                LoadException = job.Failure,
                InvocationData = job.Invocation,
                State = job.State,
                FetchedAt = Instant.Utc(fetched.FetchedAt),
            });
        })));
    }

    public override JobList<ProcessingJobDto> ProcessingJobs(int from, int count) =>
        List(ProcessingState.StateName, (from, count), newestFirst: false, job => new ProcessingJobDto
        {
            Job = job.Job,
            LoadException = job.Failure,
            InvocationData = job.Invocation,
            InProcessingState = job.Stays,
            StateData = job.Data,
            ServerId = job.Value("ServerId") ?? job.Value("ServerName"),
            StartedAt = Time(job, "StartedAt") ?? job.Since,
        });

    public override JobList<ScheduledJobDto> ScheduledJobs(int from, int count) =>
        List(ScheduledState.StateName, (from, count), newestFirst: false, job => new ScheduledJobDto
        {
            Job = job.Job,
            LoadException = job.Failure,
            InvocationData = job.Invocation,
            InScheduledState = job.Stays,
            StateData = job.Data,
            EnqueueAt = Time(job, "EnqueueAt") ?? DateTime.MinValue,
            ScheduledAt = Time(job, "ScheduledAt") ?? job.Since,
        });

    public override JobList<SucceededJobDto> SucceededJobs(int from, int count) =>
        List(SucceededState.StateName, (from, count), newestFirst: true, job => new SucceededJobDto
        {
            Job = job.Job,
            LoadException = job.Failure,
            InvocationData = job.Invocation,
            InSucceededState = job.Stays,
            StateData = job.Data,
            Result = job.Value("Result"),
            TotalDuration = Number(job, "PerformanceDuration") + Number(job, "Latency"),
            SucceededAt = Time(job, "SucceededAt") ?? job.Since,
        });

    public override JobList<FailedJobDto> FailedJobs(int from, int count) =>
        List(FailedState.StateName, (from, count), newestFirst: true, job => new FailedJobDto
        {
            Job = job.Job,
            LoadException = job.Failure,
            InvocationData = job.Invocation,
            InFailedState = job.Stays,
            StateData = job.Data,
            Reason = job.Reason,
            ExceptionDetails = job.Value("ExceptionDetails"),
            ExceptionMessage = job.Value("ExceptionMessage"),
            ExceptionType = job.Value("ExceptionType"),
            FailedAt = Time(job, "FailedAt") ?? job.Since,
        });

    public override JobList<DeletedJobDto> DeletedJobs(int from, int count) =>
        List(DeletedState.StateName, (from, count), newestFirst: true, job => new DeletedJobDto
        {
            Job = job.Job,
            LoadException = job.Failure,
            InvocationData = job.Invocation,
            InDeletedState = job.Stays,
            StateData = job.Data,
            DeletedAt = Time(job, "DeletedAt") ?? job.Since,
        });

    public override JobList<AwaitingJobDto> AwaitingJobs(int from, int count) => engine.Readers.Snapshot(db =>
        List(db, AwaitingState.StateName, (from, count), newestFirst: false, job => new AwaitingJobDto
        {
            Job = job.Job,
            LoadException = job.Failure,
            InvocationData = job.Invocation,
            InAwaitingState = job.Stays,
            StateData = job.Data,
            AwaitingAt = job.Since,
            ParentStateName = job.Value("ParentId") is { } parent && JobIds.TryRead(parent, out var id) ? Jobs.Find(db, id)?.State : null,
        }));

    private static JobList<EnqueuedJobDto> Waiting(Database db, string queue, (int From, int Count) page) =>
        new(JobLists.Waiting(db, queue, page).ConvertAll(id =>
        {
            var job = ListedJob.Read(db, id, EnqueuedState.StateName);
            return KeyValuePair.Create(job.Id, new EnqueuedJobDto
            {
                Job = job.Job,
                LoadException = job.Failure,
                InvocationData = job.Invocation,
                State = job.State,
                InEnqueuedState = job.Stays,
                StateData = job.Data,
                EnqueuedAt = Time(job, "EnqueuedAt") ?? job.Since,
            });
        }));

    private JobList<T> List<T>(string state, (int From, int Count) page, bool newestFirst, Func<ListedJob, T> show) =>
        engine.Readers.Snapshot(db => List(db, state, page, newestFirst, show));

    private static JobList<T> List<T>(
        Database db, string state, (int From, int Count) page, bool newestFirst, Func<ListedJob, T> show) =>
        new(JobLists.InState(db, state, page, newestFirst)
            .Select(id => ListedJob.Read(db, id, state))
            .Select(job => KeyValuePair.Create(job.Id, show(job)))
            .ToList());

    private static DateTime? Time(ListedJob job, string name) => JobHelper.DeserializeNullableDateTime(job.Value(name));

    private static long? Number(ListedJob job, string name) =>
        long.TryParse(job.Value(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
