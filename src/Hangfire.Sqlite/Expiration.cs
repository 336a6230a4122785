using Hangfire.Server;
using Hangfire.Sqlite.Tables;
using Hangfire.Sqlite.Writing;

namespace Hangfire.Sqlite;

/// <summary>Removes what has expired, a small transaction at a time, so that it delays nobody.</summary>
internal sealed class Expiration(Engine engine) : IBackgroundProcess
{
    private const string Lock = "hangfire-sqlite:expiration";

    private bool begun;

    public void Execute(BackgroundProcessContext context)
    {
        if (!begun) engine.Writer.Run(db => Jobs.RemoveHalfMade(db, engine.Clock.Now()), Durability.Soon);
        begun = true;
        while (!context.IsStopping && RemoveBatch())
        {
        }
        context.Wait(engine.Options.ExpirationInterval);
    }

    /// <summary>False when nothing is left to remove, or somebody else is at it.</summary>
    public bool RemoveBatch()
    {
        if (!engine.Locks.TryTake(this, Lock, TimeSpan.Zero)) return false;
        try
        {
            var now = engine.Clock.Now();
            var limit = engine.Options.ExpirationBatch;
            return engine.Writer.Run(
                db => Jobs.RemoveExpired(db, now, limit) + Expirations.RemoveExpired(db, now, limit) + Counters.RemoveExpired(db, now, limit),
                Durability.Soon) > 0;
        }
        finally
        {
            engine.Locks.Free(this, Lock);
        }
    }

    public override string ToString() => "Removal of expired jobs";
}
