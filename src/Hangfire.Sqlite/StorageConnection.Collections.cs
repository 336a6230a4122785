using Hangfire.Sqlite.Tables;
using Hangfire.Sqlite.Writing;

namespace Hangfire.Sqlite;

internal sealed partial class StorageConnection
{
    public override HashSet<string> GetAllItemsFromSet(string key) => [.. Read(key, Sets.All)];

    public override string? GetFirstByLowestScoreFromSet(string key, double fromScore, double toScore) =>
        GetFirstByLowestScoreFromSet(key, fromScore, toScore, 1).FirstOrDefault();

    public override List<string> GetFirstByLowestScoreFromSet(string key, double fromScore, double toScore, int count)
    {
        if (toScore < fromScore) throw new ArgumentException("The highest score must not be below the lowest.", nameof(toScore));
        return Read(key, (db, set) => Sets.LowestScores(db, set, (fromScore, toScore), count));
    }

    public override long GetSetCount(string key) => Read(key, (db, set) => Sets.Count(db, set));

    public override long GetSetCount(IEnumerable<string> keys, int limit)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (limit < 0) throw new ArgumentOutOfRangeException(nameof(limit), "The limit must not be negative.");
        return engine.Readers.Snapshot(db =>
        {
            var count = 0L;
            foreach (var key in keys)
            {
                if (count >= limit) break;
                count += Sets.Count(db, key, limit - count);
            }
            return count;
        });
    }

    public override bool GetSetContains(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Read(key, (db, set) => Sets.Contains(db, set, value));
    }

    public override List<string> GetRangeFromSet(string key, int startingFrom, int endingAt) =>
        Read(key, (db, set) => Sets.Range(db, set, startingFrom, endingAt));

    public override TimeSpan GetSetTtl(string key) => TimeToLive(Sets.Kind, key);

    public override void SetRangeInHash(string key, IEnumerable<KeyValuePair<string, string?>> keyValuePairs)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(keyValuePairs);
        var entries = keyValuePairs.ToArray();
        engine.Write(db => Hashes.Set(db, key, entries), Durability.Synced);
    }

    public override Dictionary<string, string?>? GetAllEntriesFromHash(string key) =>
        Read(key, Hashes.All) is { Count: > 0 } entries ? entries : null;

    public override string? GetValueFromHash(string key, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Read(key, (db, hash) => Hashes.Value(db, hash, name));
    }

    public override long GetHashCount(string key) => Read(key, Hashes.Count);

    public override TimeSpan GetHashTtl(string key) => TimeToLive(Hashes.Kind, key);

    public override long GetListCount(string key) => Read(key, Lists.Count);

    public override List<string> GetAllItemsFromList(string key) => GetRangeFromList(key, 0, int.MaxValue);

    public override List<string> GetRangeFromList(string key, int startingFrom, int endingAt) =>
        Read(key, (db, list) => Lists.Range(db, list, startingFrom, endingAt));

    public override TimeSpan GetListTtl(string key) => TimeToLive(Lists.Kind, key);

    public override long GetCounter(string key) => Read(key, Counters.Value);

    /// <summary>-1 second: no expiry.</summary>
    private TimeSpan TimeToLive(string kind, string key) =>
        Read(key, (db, name) => Expirations.At(db, kind, name)) is { } at
            ? TimeSpan.FromMilliseconds(at - engine.Clock.Now())
            : TimeSpan.FromSeconds(-1);

    private T Read<T>(string key, Func<Database, string, T> query)
    {
        ArgumentNullException.ThrowIfNull(key);
        return engine.Readers.Read(db => query(db, key));
    }
}
