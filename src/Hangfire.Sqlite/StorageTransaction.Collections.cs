using Hangfire.Sqlite.Tables;

namespace Hangfire.Sqlite;

internal sealed partial class StorageTransaction
{
    public override void IncrementCounter(string key) => Count(key, 1);

    public override void IncrementCounter(string key, TimeSpan expireIn) => Count(key, 1, engine.Clock.In(expireIn));

    public override void DecrementCounter(string key) => Count(key, -1);

    public override void DecrementCounter(string key, TimeSpan expireIn) => Count(key, -1, engine.Clock.In(expireIn));

    public override void AddToSet(string key, string value) => AddToSet(key, value, 0);

    public override void AddToSet(string key, string value, double score)
    {
        ArgumentNullException.ThrowIfNull(value);
        On(key, (db, set) => Sets.Add(db, set, value, score));
    }

    public override void AddRangeToSet(string key, IList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items) AddToSet(key, item);
    }

    public override void RemoveFromSet(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        On(key, (db, set) => Sets.Remove(db, set, value));
    }

    public override void RemoveSet(string key) => On(key, Sets.Clear);

    public override void ExpireSet(string key, TimeSpan expireIn) => Expire(Sets.Kind, key, expireIn);

    public override void PersistSet(string key) => On(key, (db, set) => Expirations.Persist(db, Sets.Kind, set));

    public override void SetRangeInHash(string key, IEnumerable<KeyValuePair<string, string?>> keyValuePairs)
    {
        ArgumentNullException.ThrowIfNull(keyValuePairs);
        var entries = keyValuePairs.ToArray();
        On(key, (db, hash) => Hashes.Set(db, hash, entries));
    }

    public override void RemoveHash(string key) => On(key, Hashes.Clear);

    public override void ExpireHash(string key, TimeSpan expireIn) => Expire(Hashes.Kind, key, expireIn);

    public override void PersistHash(string key) => On(key, (db, hash) => Expirations.Persist(db, Hashes.Kind, hash));

    public override void InsertToList(string key, string? value) => On(key, (db, list) => Lists.Insert(db, list, value));

    public override void RemoveFromList(string key, string? value) => On(key, (db, list) => Lists.Remove(db, list, value));

    public override void TrimList(string key, int keepStartingFrom, int keepEndingAt) =>
        On(key, (db, list) => Lists.Trim(db, list, keepStartingFrom, keepEndingAt));

    public override void ExpireList(string key, TimeSpan expireIn) => Expire(Lists.Kind, key, expireIn);

    public override void PersistList(string key) => On(key, (db, list) => Expirations.Persist(db, Lists.Kind, list));

    private void Count(string key, long value, long? expireAt = null) =>
        On(key, (db, counter) => Counters.Add(db, counter, value, expireAt));

    private void Expire(string kind, string key, TimeSpan expireIn)
    {
        var at = engine.Clock.In(expireIn);
        On(key, (db, name) => Expirations.Set(db, kind, name, at));
    }

    private void On(string key, Action<Database, string> write)
    {
        ArgumentNullException.ThrowIfNull(key);
        Promise(db => write(db, key));
    }
}
