using System.Runtime.ExceptionServices;

namespace Hangfire.Sqlite.Writing;

/// <summary>One caller's work in a batch, and where it waits for its answer or for its turn to lead.</summary>
internal abstract class Member
{
    private const int Looks = 20;

    private volatile bool turn;
    private volatile bool answered;
    private Exception? failure;

    public bool IsAnswered => answered;

    /// <summary>Number of the commit it became part of.</summary>
    public long Commit { get; set; }

    public bool Wrote { get; private set; }

    public bool TryRun(Database database)
    {
        failure = null;
        var before = database.TotalChanges;
        try
        {
            Execute(database);
            Wrote = database.TotalChanges != before;
            return true;
        }
        catch (Exception e)
        {
            failure = e;
            return false;
        }
    }

    public void Fail(Exception e) => failure = e;

    public void Answer()
    {
        lock (this)
        {
            answered = true;
            Monitor.Pulse(this);
        }
    }

    public void GiveTurn()
    {
        lock (this)
        {
            turn = true;
            Monitor.Pulse(this);
        }
    }

    public void AwaitTurn()
    {
        // A batch takes less than waking a thread does.
        var spin = new SpinWait();
        for (var look = 0; look < Looks; look++)
        {
            if (answered || turn) return;
            spin.SpinOnce(sleep1Threshold: -1);
        }
        lock (this)
        {
            while (!answered && !turn) Monitor.Wait(this);
        }
    }

    protected void ThrowFailure()
    {
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    protected abstract void Execute(Database database);
}

internal sealed class Member<T>(Func<Database, T> work) : Member
{
    private T? result;

    public T Take()
    {
        ThrowFailure();
        return result!;
    }

    protected override void Execute(Database database) => result = work(database);
}
