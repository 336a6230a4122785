using Hangfire.States;
using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

public abstract partial class StorageContract
{
    [Fact]
    public void A_created_job_can_be_read_with_its_call_and_parameters()
    {
        var before = Now;
        var id = Connection.CreateExpiredJob(
            Greeting("Ada", "critical"), new Dictionary<string, string?> { ["Culture"] = "en", ["None"] = null, ["Odd \"name'"] = "ä€😀" }!,
            before, TimeSpan.FromHours(1));

        var data = Connection.GetJobData(id);

        Assert.NotNull(data);
        Assert.Null(data.State);
        Assert.Null(data.LoadException);
        Assert.Equal("Ada", data.Job.Args[0]);
        Assert.Equal(Storage.HasFeature(JobStorageFeatures.JobQueueProperty) ? "critical" : null, data.Job.Queue);
        Assert.Equal(before, data.CreatedAt, TimeSpan.FromSeconds(1));
        Assert.Equal(DateTimeKind.Utc, data.CreatedAt.Kind);
        Assert.Equal(Differences.JobsComeWithParameters ? "en" : null, data.ParametersSnapshot?["Culture"]);
        Assert.Equal("en", Connection.GetJobParameter(id, "Culture"));
        Assert.Equal("ä€😀", Connection.GetJobParameter(id, "Odd \"name'"));
        Assert.Null(Connection.GetJobParameter(id, "None"));
        Assert.Null(Connection.GetJobParameter(id, "Missing"));
    }

    [Fact]
    public void A_parameter_is_set_changed_and_emptied()
    {
        var id = CreateJob();

        Connection.SetJobParameter(id, "Step", "1");
        Connection.SetJobParameter(id, "Step", "2");
        Connection.SetJobParameter(id, "Culture", null);

        Assert.Equal("2", Connection.GetJobParameter(id, "Step"));
        Assert.Null(Connection.GetJobParameter(id, "Culture"));
        WhereDeclared(JobStorageFeatures.Transaction.SetJobParameter, () =>
        {
            InTransaction(transaction => transaction.SetJobParameter(id, "Inside", "3"));
            Assert.Equal("3", Connection.GetJobParameter(id, "Inside"));
            Assert.Equal(Differences.JobsComeWithParameters ? "3" : null, Connection.GetJobData(id).ParametersSnapshot?["Inside"]);
        });
    }

    [Fact]
    public void The_state_set_last_is_current_and_an_added_one_is_history_only()
    {
        var id = CreateJob();

        InTransaction(transaction =>
        {
            transaction.SetJobState(id, new EnqueuedState("first") { Reason = "one" });
            transaction.SetJobState(id, new ScheduledState(TimeSpan.FromHours(1)) { Reason = "two" });
            transaction.AddJobState(id, new FailedState(new InvalidOperationException("no")) { Reason = "three" });
        });

        Assert.Equal("Scheduled", Connection.GetJobData(id).State);
        var state = Connection.GetStateData(id);
        Assert.Equal(("Scheduled", "two"), (state.Name, state.Reason));
        Assert.Contains("EnqueueAt", state.Data.Keys);
        Assert.Equal(["Failed", "Scheduled", "Enqueued"], Monitor.JobDetails(id).History.Select(one => one.StateName));
        Assert.Equal("first", Monitor.JobDetails(id).History[2].Data["Queue"]);
    }

    [Fact]
    public void A_job_without_a_state_has_no_state_data() => Assert.Null(Connection.GetStateData(CreateJob()));

    [Fact]
    public void Expiry_is_set_and_taken_back()
    {
        var id = CreateJob();

        var keep = Differences.KeepsLongExpiry ? TimeSpan.FromDays(2) : TimeSpan.FromHours(2);
        InTransaction(transaction => transaction.ExpireJob(id, keep));
        Assert.Equal(Now.Add(keep), Monitor.JobDetails(id).ExpireAt!.Value, TimeSpan.FromMinutes(1));

        InTransaction(transaction => transaction.PersistJob(id));
        Assert.Null(Monitor.JobDetails(id).ExpireAt);
        Assert.Equal("en", Connection.GetJobParameter(id, "Culture"));
    }

    [Fact]
    public void A_job_made_in_a_transaction_has_its_id_at_once_and_exists_from_the_commit_on()
    {
        using var transaction = (JobStorageTransaction)Connection.CreateWriteTransaction();
        WhereDeclared(JobStorageFeatures.Transaction.CreateJob, () =>
        {
            var id = transaction.CreateJob(Greeting("Ada"), new Dictionary<string, string> { ["a"] = "b" }, Now, TimeSpan.FromHours(1));
            transaction.SetJobParameter(id, "c", "d");
            transaction.SetJobState(id, new EnqueuedState());
            transaction.AddToQueue("default", id);
            Assert.Null(Connection.GetJobData(id));

            transaction.Commit();

            Assert.Equal("Enqueued", Connection.GetJobData(id).State);
            Assert.Equal("d", Connection.GetJobParameter(id, "c"));
            Assert.Equal(id, Connection.FetchNextJob(["default"], Soon).JobId);
        });
    }

    [Fact]
    public void What_is_not_committed_never_happened()
    {
        var id = CreateJob();

        Abandon(transaction =>
        {
            transaction.SetJobState(id, new EnqueuedState());
            transaction.AddToQueue("default", id);
            transaction.AddToSet("set", "value");
            transaction.IncrementCounter("counter");
        });

        Assert.Null(Connection.GetJobData(id).State);
        Assert.Equal(0, Monitor.EnqueuedCount("default"));
        Assert.Empty(Connection.GetAllItemsFromSet("set"));
        Assert.Equal(0, Connection.GetCounter("counter"));
    }
}
