namespace Hangfire.Sqlite.Writing;

/// <summary>
/// The only place that writes. Whoever comes first leads: it takes all work that waits, runs it in one immediate transaction with a
/// savepoint for each member, commits once and answers everybody; meanwhile the next batch gathers. So a lone caller pays for no
/// other thread, and many share a commit. A member that fails takes back its own work only.
/// </summary>
internal sealed class Writer(Database database, LogSync sync) : IDisposable
{
    private readonly Lock door = new();
    private readonly Lock connection = new();
    private List<Member> waiting = [];
    private List<Member>? spare;
    private bool led;
    private bool closed;

    /// <summary>Callers that wait for the next batch.</summary>
    public int Waiting
    {
        get { lock (door) return waiting.Count; }
    }

    /// <summary>Called after each batch.</summary>
    public Action? Committed { get; set; }

    /// <summary>
    /// Runs the work in a transaction. It may be run again after a rollback, so it touches nothing but the database. What is to follow
    /// as soon as others can see it (it may not be on disk yet) goes into <paramref name="visible"/>.
    /// </summary>
    public T Run<T>(Func<Database, T> work, Durability durability, Action? visible = null)
    {
        var member = new Member<T>(work);
        if (!Enter(member)) member.AwaitTurn();
        if (!member.IsAnswered) Lead();

        var result = member.Take();
        visible?.Invoke();
        if (durability == Durability.Synced && member.Wrote) sync.Reach(member.Commit);
        return result;
    }

    /// <summary>Runs something between two batches, such as the end of a checkpoint.</summary>
    public void Pause(Action work)
    {
        lock (connection) work();
    }

    public void Dispose()
    {
        lock (door) closed = true;
        lock (connection) database.Dispose();
    }

    private bool Enter(Member member)
    {
        lock (door)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteStorage));
            waiting.Add(member);
            if (led) return false;
            return led = true;
        }
    }

    private void Lead()
    {
        List<Member> batch;
        lock (door) (batch, waiting, spare) = (waiting, spare ?? [], null);

        try
        {
            lock (connection) Write(batch);
        }
        catch (Exception e)
        {
            // Not even a rollback was possible. Everybody must hear of it, or they would wait for ever.
            foreach (var member in batch) member.Fail(e);
        }

        Member? next = null;
        lock (door)
        {
            if (waiting.Count > 0) next = waiting[0];
            else led = false;
        }
        next?.GiveTurn();
        foreach (var member in batch) member.Answer();
        batch.Clear();
        lock (door) spare = batch;
        Committed?.Invoke();
    }

    private void Write(List<Member> batch)
    {
        try
        {
            Begin();
        }
        catch (Exception e)
        {
            foreach (var member in batch) member.Fail(e);
            return;
        }
        if (batch.Count == 1) Finish(batch[0]);
        else if (!TryTogether(batch)) foreach (var member in batch) Alone(member);
    }

    /// <summary>False when the whole transaction was lost, through one member's fault or the disk's: then each is tried alone.</summary>
    private bool TryTogether(List<Member> batch)
    {
        try
        {
            foreach (var member in batch)
            {
                database.Run("SAVEPOINT member");
                if (!member.TryRun(database))
                {
                    if (!database.InTransaction) return false;
                    database.Run("ROLLBACK TO member");
                }
                database.Run("RELEASE member");
            }
            Commit(batch);
            return true;
        }
        catch (Exception)
        {
            RollBack();
            return false;
        }
    }

    private void Alone(Member member)
    {
        try
        {
            Begin();
            Finish(member);
        }
        catch (Exception e)
        {
            member.Fail(e);
        }
    }

    private void Finish(Member member)
    {
        try
        {
            if (member.TryRun(database)) Commit([member]);
            else RollBack();
        }
        catch (Exception e)
        {
            member.Fail(e);
            RollBack();
        }
    }

    private void Begin()
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqliteStorage));
        RollBack();
        database.Run("BEGIN IMMEDIATE");
    }

    private void Commit(List<Member> batch)
    {
        database.Run("COMMIT");
        var commit = sync.Count();
        foreach (var member in batch) member.Commit = commit;
    }

    private void RollBack()
    {
        if (!closed && database.InTransaction) database.Run("ROLLBACK");
    }
}
