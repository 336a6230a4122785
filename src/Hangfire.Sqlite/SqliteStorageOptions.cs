namespace Hangfire.Sqlite;

/// <summary>How a <see cref="SqliteStorage"/> works. The defaults suit most; every value is checked when the storage is made.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>How long a call waits for another process that writes, before it fails. From 1 second to 10 minutes; default 30 seconds.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often changes of other processes are looked for while there are any: the delay of a job enqueued by another process.
    /// From 5 milliseconds to 15 seconds; default 25 milliseconds. Within the process jobs start at once.
    /// </summary>
    public TimeSpan ChangeCheckInterval { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How often expired jobs, sets, hashes, lists and counters are removed. From 1 second to 1 day; default 1 minute.</summary>
    public TimeSpan ExpirationInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many expired rows one transaction removes. From 1 to 10000; default 200.</summary>
    public int ExpirationBatch { get; set; } = 200;

    /// <summary>After how many commits the write-ahead log is copied into the database file. From 10 to 100000; default 1000.</summary>
    public int CommitsPerCheckpoint { get; set; } = 1000;

    /// <summary>The clock of all times the storage writes and compares.</summary>
    public TimeProvider TimeProvider
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = TimeProvider.System;

    /// <exception cref="ArgumentException">Names the value and what it may be.</exception>
    internal void Validate()
    {
        Within(BusyTimeout, nameof(BusyTimeout), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Within(ChangeCheckInterval, nameof(ChangeCheckInterval), TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(15));
        Within(ExpirationInterval, nameof(ExpirationInterval), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Within(ExpirationBatch, nameof(ExpirationBatch), 1, 10_000);
        Within(CommitsPerCheckpoint, nameof(CommitsPerCheckpoint), 10, 100_000);
    }

    private static void Within<T>(T value, string name, T least, T most) where T : IComparable<T>
    {
        if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0) return;
        throw new ArgumentException(
            FormattableString.Invariant($"{nameof(SqliteStorageOptions)}.{name} is {value}, but must be from {least} to {most}."), name);
    }
}
