using Hangfire.Logging;
using Hangfire.Server;
using Hangfire.Sqlite.Queue;
using Hangfire.Storage;

namespace Hangfire.Sqlite;

/// <summary>
/// A job storage in one SQLite file. Safe to use from many threads; several processes on one machine may open the same file.
/// Make one for a process and keep it: it holds connections, a thread and the locks by which others know that this process lives.
/// </summary>
/// <remarks>
/// Disposing gives the jobs in work back to their queues and may be done twice; afterwards every call throws
/// <see cref="ObjectDisposedException"/>. A process that ends without disposing loses nothing: others give its jobs back.
/// </remarks>
public sealed class SqliteStorage : JobStorage, IDisposable
{
    private static readonly HashSet<string> Features = new(StringComparer.OrdinalIgnoreCase)
    {
        JobStorageFeatures.JobQueueProperty,
        JobStorageFeatures.ExtendedApi,
        JobStorageFeatures.ProcessesInsteadOfComponents,
        JobStorageFeatures.Connection.GetUtcDateTime,
        JobStorageFeatures.Connection.GetSetContains,
        JobStorageFeatures.Connection.LimitedGetSetCount,
        JobStorageFeatures.Connection.BatchedGetFirstByLowest,
        JobStorageFeatures.Transaction.AcquireDistributedLock,
        JobStorageFeatures.Transaction.CreateJob,
        JobStorageFeatures.Transaction.SetJobParameter,
        JobStorageFeatures.Transaction.RemoveFromQueue(typeof(FetchedJob)),
        JobStorageFeatures.Monitoring.DeletedStateGraphs,
        JobStorageFeatures.Monitoring.AwaitingJobs,
    };

    private readonly Engine engine;
    private readonly string path;

    /// <summary>Opens the file with the default options.</summary>
    public SqliteStorage(string path) : this(path, new SqliteStorageOptions())
    {
    }

    /// <summary>Opens the file; makes it, or brings it to this version's layout, when needed.</summary>
    /// <exception cref="ArgumentException">The path or an option is not usable.</exception>
    /// <exception cref="InvalidOperationException">The file is another program's or a newer version's.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file is locked, damaged, read-only or its disk is full.</exception>
    public SqliteStorage(string path, SqliteStorageOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.path = Path.GetFullPath(path);
        engine = new Engine(this.path, options);
    }

    /// <summary>
    /// A random name made with the file. Job ids are unique within it: a new file begins again at 1 and has another id, so whoever
    /// keeps job ids elsewhere keeps this beside them.
    /// </summary>
    public string StorageId => engine.StorageId;

    /// <summary>True: a read sees every earlier commit.</summary>
    public override bool LinearizableReads => true;

    /// <summary>A view for the dashboard. Safe from many threads; each answer is one snapshot.</summary>
    public override IMonitoringApi GetMonitoringApi() => new Monitoring.MonitoringApi(engine);

    /// <summary>A connection for one thread at a time; cheap. Disposing it frees its distributed locks.</summary>
    public override IStorageConnection GetConnection() => new StorageConnection(engine);

    /// <summary>True for what this storage overrides and keeps.</summary>
    public override bool HasFeature(string featureId)
    {
        ArgumentNullException.ThrowIfNull(featureId);
        return Features.Contains(featureId);
    }

    /// <summary>The removal of expired rows. Every server may run it; one at a time does.</summary>
    public override IEnumerable<IBackgroundProcess> GetStorageWideProcesses() => [new Expiration(engine)];

    /// <summary>One line with the file and its id.</summary>
    public override void WriteOptionsToLog(ILog logger) =>
        logger.Info($"Jobs are stored in '{path}' (storage {StorageId}). Expired ones are removed every {engine.Options.ExpirationInterval}.");

    /// <summary>Closes the file; jobs in work wait in their queues again.</summary>
    public void Dispose() => engine.Dispose();

    /// <summary>The kind and file, for logs.</summary>
    public override string ToString() => $"SQLite: {path}";
}
