using Xunit;

namespace Hangfire.Sqlite.Tests.Storing;

public sealed class OptionsTests : IDisposable
{
    private readonly JobFile file = new();

    [Fact]
    public void A_value_out_of_range_is_named_with_what_it_may_be()
    {
        var refused = Assert.Throws<ArgumentException>(() => file.Open(new SqliteStorageOptions { BusyTimeout = TimeSpan.Zero }));

        Assert.Contains("SqliteStorageOptions.BusyTimeout is 00:00:00, but must be from 00:00:01 to 00:10:00.", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file.Path));
    }

    [Theory]
    [InlineData(0), InlineData(10_001)]
    public void A_batch_has_bounds(int rows) =>
        Assert.Throws<ArgumentException>(() => file.Open(new SqliteStorageOptions { ExpirationBatch = rows }));

    [Fact]
    public void There_is_always_a_clock() =>
        Assert.Throws<ArgumentNullException>(() => new SqliteStorageOptions { TimeProvider = null! });

    [Theory]
    [InlineData(null), InlineData(""), InlineData(" ")]
    public void A_storage_needs_a_path(string? path) => Assert.ThrowsAny<ArgumentException>(() => new SqliteStorage(path!));

    [Fact]
    public void One_line_puts_the_storage_into_hangfire()
    {
        var configured = GlobalConfiguration.Configuration.UseSqliteStorage(file.Path);

        using var storage = configured.Entry;
        Assert.Same(storage, JobStorage.Current);
        Assert.Equal($"SQLite: {file.Path}", storage.ToString());
    }

    public void Dispose() => file.Dispose();
}
