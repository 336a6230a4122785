using Hangfire.Common;
using Hangfire.Sqlite.Tables;
using Hangfire.Storage;

namespace Hangfire.Sqlite;

/// <summary>A new job, serialized on the caller's thread and ready to be written.</summary>
internal sealed record JobInsertion(long Id, InvocationData Call, string Parameters, (long Created, long Expire) Times)
{
    public static JobInsertion Of(
        Engine engine, Job job, IDictionary<string, string?> parameters, (DateTime CreatedAt, TimeSpan ExpireIn) times)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(parameters);
        return new JobInsertion(
            engine.Ids.Next(),
            InvocationData.SerializeJob(job),
            Json.Write(parameters),
            (Instant.Of(times.CreatedAt), Instant.Of(times.CreatedAt) + (long)times.ExpireIn.TotalMilliseconds));
    }

    public void Insert(Database db) => Jobs.Insert(db, Id, Call, Parameters, Times);
}
