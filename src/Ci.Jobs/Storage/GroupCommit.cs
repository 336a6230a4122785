using System.Collections.Concurrent;
using Ci.Jobs.Pipeline;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Storage;

/// <summary>
/// Many small changes, one commit: what arrives while a transaction is being flushed to disk shares the next one. Each change is a
/// savepoint of its own, so one that fails takes nothing back from the others; its task ends when all of it is durable.
/// </summary>
public sealed class GroupCommit(Database database) : IDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxTogether = 256;
    private readonly ConcurrentQueue<Member> waiting = new();
    private readonly Lock open = new();
    private KeptConnection? kept;
    private Dictionary<Type, object> known = [];
    private long version;
    private int count;
    private int writing;

    /// <summary>Runs <paramref name="change"/> in a transaction that it shares with others.</summary>
    /// <exception cref="StorageException">Nothing of it was written: SQLite failed, or too many changes wait already.</exception>
    public Task<T> RunAsync<T>(Func<Batch, T> change)
    {
        if (Interlocked.Increment(ref count) > MaxWaiting)
        {
            Interlocked.Decrement(ref count);
            throw new StorageException($"{MaxWaiting} changes wait for the disk already.");
        }

        var member = new Member<T>(change);
        waiting.Enqueue(member);
        if (Interlocked.CompareExchange(ref writing, 1, 0) == 0) ThreadPool.UnsafeQueueUserWorkItem(group => group.WriteAll(), this, preferLocal: false);
        return member.Task;
    }

    public void Dispose()
    {
        lock (open) Close();
    }

    private void WriteAll()
    {
        do
        {
            while (!waiting.IsEmpty)
            {
                lock (open) WriteSome();
            }

            Volatile.Write(ref writing, 0);
        }
        while (!waiting.IsEmpty && Interlocked.CompareExchange(ref writing, 1, 0) == 0);
    }

    private void WriteSome()
    {
        var members = new List<Member>(MaxTogether);
        try
        {
            var db = kept ??= database.OpenKept();
            database.Write(db, () =>
            {
                var batch = new Batch(db, Known(db));
                Take(members);
                foreach (var member in members) Run(member, batch);
                Faults.At("batch-written");
            });
            Faults.At("batch-committed");
            foreach (var member in members) member.Committed();
        }
        catch (Exception failure)
        {
            Close();
            // A transaction that could not even begin took nobody yet; those who waited for it would only wait as long again.
            if (members.Count == 0) Take(members);
            foreach (var member in members) member.Failed(failure);
        }
    }

    // Another connection's commit, and none of this one's own, gives the data another version.
    private Dictionary<Type, object> Known(KeptConnection db)
    {
        var now = db.ExecuteScalar<long>("PRAGMA data_version");
        if (now != version) known = [];
        version = now;
        return known;
    }

    private void Close()
    {
        kept?.Dispose();
        kept = null;
        known = [];
    }

    private void Take(List<Member> members)
    {
        while (members.Count < MaxTogether && waiting.TryDequeue(out var member))
        {
            Interlocked.Decrement(ref count);
            members.Add(member);
        }
    }

    private static void Run(Member member, Batch batch)
    {
        batch.Db.Execute("SAVEPOINT member");
        try
        {
            member.Run(batch);
        }
        catch (Exception failure) when (failure is not SqliteException { SqliteErrorCode: not 19 })
        {
            // Its own fault; a failing disk is everybody's and ends the transaction.
            batch.Db.Execute("ROLLBACK TO member");
            member.Refused(failure);
        }

        batch.Db.Execute("RELEASE member");
    }

    private abstract class Member
    {
        public abstract void Run(Batch batch);

        public abstract void Refused(Exception failure);

        public abstract void Committed();

        public abstract void Failed(Exception failure);
    }

    private sealed class Member<T>(Func<Batch, T> change) : Member
    {
        private readonly TaskCompletionSource<T> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? refused;

        public Task<T> Task => end.Task;

        public override void Run(Batch batch) => result = change(batch);

        public override void Refused(Exception failure) => refused = failure;

        public override void Committed()
        {
            if (refused is null) end.SetResult(result!);
            else end.SetException(refused);
        }

        public override void Failed(Exception failure) => end.SetException(failure);
    }
}
