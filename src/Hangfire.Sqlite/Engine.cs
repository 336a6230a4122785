using Hangfire.Sqlite.Locks;
using Hangfire.Sqlite.Queue;
using Hangfire.Sqlite.Schema;
using Hangfire.Sqlite.Tables;
using Hangfire.Sqlite.Writing;

namespace Hangfire.Sqlite;

/// <summary>The parts of one storage: opened together, closed together.</summary>
internal sealed class Engine : IDisposable
{
    private readonly LockFile lockFile;
    private readonly OwnerMark owner;
    private readonly LogSync sync;
    private readonly Keeper keeper;
    private int closed;

    public Engine(string path, SqliteStorageOptions options)
    {
        Options = options;
        var database = OpenForWriting(path, options);
        StorageId = Meta.StorageId(database);
        lockFile = OpenLocks(path, database);
        // First the mark, then the row: whoever reads the row finds its process alive.
        owner = new OwnerMark(lockFile);
        sync = new LogSync(path);
        Writer = new Writer(database, sync);
        Readers = new Readers(path, options.BusyTimeout);
        Queue = new JobQueue(Writer, owner.Number, options.TimeProvider);
        Ids = new JobIds(Writer);
        keeper = new Keeper(
            Database.Open(path, options.BusyTimeout), new Keeper.Parts(Writer, sync, Queue, owner, options));
        Register();
    }

    public SqliteStorageOptions Options { get; }

    public TimeProvider Clock => Options.TimeProvider;

    public string StorageId { get; }

    public Writer Writer { get; }

    public Readers Readers { get; }

    public JobQueue Queue { get; }

    public JobIds Ids { get; }

    public NamedLocks Locks => lockFile.Names;

    /// <summary>Runs the work as one transaction.</summary>
    public void Write(Action<Database> work, Durability durability) => Writer.Run(
        db =>
        {
            work(db);
            return true;
        },
        durability);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) == 1) return;
        keeper.Dispose();
        try
        {
            Writer.Run(db => Processes.Bury(db, owner.Number), Durability.Soon);
        }
        catch (Exception)
        {
            // A full disk or a lock: then the next process finds this one dead, and does the same.
        }
        Readers.Dispose();
        Writer.Dispose();
        sync.Dispose();
        owner.Dispose();
        lockFile.Dispose();
    }

    private static Database OpenForWriting(string path, SqliteStorageOptions options)
    {
        var database = Database.Open(path, options.BusyTimeout);
        try
        {
            Layout.Prepare(database);
            // One full commit, so that SQLite puts the log's name on disk; from here on syncs are LogSync's and checkpoints the keeper's.
            database.Script("PRAGMA synchronous = FULL; UPDATE meta SET value = value WHERE name = 'storage_id'; PRAGMA synchronous = NORMAL");
            database.Script("PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static LockFile OpenLocks(string path, Database database)
    {
        try
        {
            return LockFile.Open(path + "-locks");
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Register()
    {
        var name = $"{Environment.MachineName}:{Environment.ProcessId}";
        try
        {
            Write(db => Processes.Add(db, owner.Number, name, Clock.Now()), Durability.Synced);
        }
        catch
        {
            Dispose();
            throw;
        }
        Writer.Committed = keeper.Committed;
        keeper.Start();
    }
}
