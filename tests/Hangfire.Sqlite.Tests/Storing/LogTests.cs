using Ci.Testing;
using Xunit;

namespace Hangfire.Sqlite.Tests.Storing;

public sealed class LogTests : IDisposable
{
    private readonly JobFile file = new();

    [Fact]
    public async Task The_log_stays_short_while_writes_go_on_without_a_pause()
    {
        var storage = file.Open(new SqliteStorageOptions { CommitsPerCheckpoint = 50 });
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => WriteUntil(storage, enough.Token))).ToList();

        await Eventually.TrueAsync(() => Counted(storage) > 1500, "many commits");
        enough.Cancel();
        await Task.WhenAll(writers);

        // Some 3 pages for each of the commits would be far more.
        Assert.InRange(new FileInfo(file.Path + "-wal").Length, 1, 4 << 20);
    }

    [Fact]
    public async Task A_reader_sees_one_moment_while_others_write()
    {
        var storage = file.Open();
        using var enough = new CancellationTokenSource();
        var writer = Task.Run(() => WriteUntil(storage, enough.Token));

        for (var look = 0; look < 50; look++)
        {
            using var connection = (StorageConnection)storage.GetConnection();
            var entries = connection.GetAllEntriesFromHash("pair");
            Assert.True(entries is null || entries["one"] == entries["two"]);
        }
        enough.Cancel();
        await writer;
    }

    public void Dispose() => file.Dispose();

    private static void WriteUntil(SqliteStorage storage, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            storage.Write(transaction =>
            {
                transaction.IncrementCounter("counter");
                transaction.SetRangeInHash("pair", [new("one", text)]);
                transaction.SetRangeInHash("pair", [new("two", text)]);
            });
        }
    }

    private static long Counted(SqliteStorage storage)
    {
        using var connection = (StorageConnection)storage.GetConnection();
        return connection.GetCounter("counter");
    }
}
