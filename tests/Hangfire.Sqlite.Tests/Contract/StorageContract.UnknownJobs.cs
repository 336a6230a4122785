using System.Data.Common;
using Hangfire.States;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

/// <summary>Jobs expire while others still hold their ids.</summary>
public abstract partial class StorageContract
{
    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("99999999")]
    public void An_unknown_job_is_nobody(string id)
    {
        IsNobody(id);
        if (Differences.UnknownJobsAreLeftAlone) IsLeftAlone(id);
        else
        {
            Assert.ThrowsAny<DbException>(() => Connection.SetJobParameter(id, "Culture", "de"));
            Assert.ThrowsAny<DbException>(() => InTransaction(transaction => transaction.SetJobState(id, Later)));
            Assert.ThrowsAny<DbException>(() => InTransaction(transaction => transaction.AddJobState(id, Later)));
        }
        IsNobody(id);
    }

    [Theory]
    [InlineData("no-number"), InlineData(""), InlineData("99999999999999999999")]
    public void An_id_that_cannot_be_one_is_nobody(string id)
    {
        if (Differences.OddIdsAreNobody)
        {
            IsNobody(id);
            IsLeftAlone(id);
            IsNobody(id);
        }
        else
        {
            Assert.True(Record.Exception(() => Connection.GetJobData(id)) is FormatException or OverflowException);
            Assert.True(Record.Exception(() => Monitor.JobDetails(id)) is FormatException or OverflowException);
        }
    }

    private static ScheduledState Later => new(TimeSpan.FromHours(1));

    private void IsNobody(string id)
    {
        Assert.Null(Connection.GetJobData(id));
        Assert.Null(Connection.GetStateData(id));
        Assert.Null(Connection.GetJobParameter(id, "Culture"));
        Assert.Null(Monitor.JobDetails(id));
    }

    private void IsLeftAlone(string id)
    {
        Connection.SetJobParameter(id, "Culture", "de");
        InTransaction(transaction =>
        {
            transaction.ExpireJob(id, TimeSpan.FromMinutes(1));
            transaction.PersistJob(id);
            transaction.SetJobState(id, Later);
            transaction.AddJobState(id, Later);
        });
    }
}
