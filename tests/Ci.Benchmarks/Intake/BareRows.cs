using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Ci.Benchmarks.Intake;

/// <summary>One table, one prepared insert, synced to disk: by a transaction for each row, or one for all that wait.</summary>
internal sealed class BareRows
{
    private const int MaxTogether = 256;
    private readonly Channel<(byte[] Body, TaskCompletionSource Done)> waiting = Channel.CreateBounded<(byte[], TaskCompletionSource)>(4096);
    private readonly SqliteCommand begin, insert, commit;
    private readonly bool together;

    public BareRows(string file, bool together)
    {
        this.together = together;
        var db = new SqliteConnection($"Data Source={file};Pooling=False");
        db.Open();
        using var make = db.CreateCommand();
        make.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, at INTEGER, body BLOB)";
        make.ExecuteNonQuery();
        (begin, insert, commit) = (Command("BEGIN IMMEDIATE"), Command("INSERT INTO rows (at, body) VALUES (@at, @body)"), Command("COMMIT"));
        insert.Parameters.Add("@at", SqliteType.Integer);
        insert.Parameters.Add("@body", SqliteType.Blob);
        insert.Prepare();
        new Thread(Write) { IsBackground = true }.Start();

        SqliteCommand Command(string sql) => new(sql, db);
    }

    /// <summary>Ends once the row is on disk.</summary>
    public async Task AddAsync(byte[] body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((body, done));
        await done.Task;
    }

    private void Write()
    {
        var written = new List<TaskCompletionSource>();
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            begin.ExecuteNonQuery();
            while (written.Count < (together ? MaxTogether : 1) && waiting.Reader.TryRead(out var one))
            {
                insert.Parameters[0].Value = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                insert.Parameters[1].Value = one.Body;
                insert.ExecuteNonQuery();
                written.Add(one.Done);
            }

            commit.ExecuteNonQuery();
            written.ForEach(done => done.SetResult());
            written.Clear();
        }
    }
}
