using FsCheck.Xunit;
using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Storing;

/// <summary>Any sequence of writes leaves what the same sequence leaves in plain collections.</summary>
public sealed class ModelTests : IDisposable
{
    private static readonly string[] Keys = ["one", "two"];
    private static readonly string[] Values = ["a", "b", "c"];

    private readonly JobFile file = new();

    [Property(MaxTest = 25)]
    public void Collections_hold_what_a_simple_model_holds(byte[][] transactions)
    {
        using var storage = new SqliteStorage(Path.Combine(file.Folder, Guid.NewGuid().ToString("N")));
        using var connection = (StorageConnection)storage.GetConnection();
        var model = new Model();
        foreach (var codes in transactions) Apply(connection, model, codes);

        foreach (var key in Keys)
        {
            Assert.Equal(model.Sets[key].Keys, connection.GetRangeFromSet(key, 0, 100));
            Assert.Equal(
                model.Sets[key].Where(entry => entry.Value is >= 0 and <= 5).Select(entry => entry.Key).Order(),
                connection.GetFirstByLowestScoreFromSet(key, 0, 5, 100).Order());
            Assert.Equal(model.Hashes[key], connection.GetAllEntriesFromHash(key) ?? []);
            Assert.Equal(model.Lists[key], connection.GetAllItemsFromList(key));
            Assert.Equal(model.Counters[key], connection.GetCounter(key));
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>Every fourth transaction is given up before its commit.</summary>
    private static void Apply(StorageConnection connection, Model model, byte[] codes)
    {
        using var transaction = (JobStorageTransaction)connection.CreateWriteTransaction();
        var abandoned = codes.Length % 4 == 3;
        foreach (var code in codes)
        {
            var (key, value, score) = (Keys[code & 1], Values[(code >> 1) % 3], (code >> 3) % 8 - 1);
            Write(transaction, code >> 4, (key, value, score));
            if (!abandoned) model.Write(code >> 4, (key, value, score));
        }
        if (!abandoned) transaction.Commit();
    }

    private static void Write(JobStorageTransaction transaction, int kind, (string Key, string Value, int Score) on)
    {
        switch (kind)
        {
            case 0 or 1: transaction.AddToSet(on.Key, on.Value, on.Score); break;
            case 2: transaction.RemoveFromSet(on.Key, on.Value); break;
            case 3: transaction.RemoveSet(on.Key); break;
            case 4 or 5: transaction.SetRangeInHash(on.Key, [new(on.Value, on.Score.ToString())]); break;
            case 6: transaction.RemoveHash(on.Key); break;
            case 7 or 8: transaction.InsertToList(on.Key, on.Value); break;
            case 9: transaction.RemoveFromList(on.Key, on.Value); break;
            case 10: transaction.TrimList(on.Key, on.Score, on.Score + 1); break;
            case 11 or 12: transaction.IncrementCounter(on.Key); break;
            default: transaction.DecrementCounter(on.Key); break;
        }
    }

    private sealed class Model
    {
        public Dictionary<string, OrderedDictionary<string, double>> Sets { get; } = Keys.ToDictionary(key => key, _ => new OrderedDictionary<string, double>());

        public Dictionary<string, Dictionary<string, string?>> Hashes { get; } = Keys.ToDictionary(key => key, _ => new Dictionary<string, string?>());

        public Dictionary<string, List<string>> Lists { get; } = Keys.ToDictionary(key => key, _ => new List<string>());

        public Dictionary<string, long> Counters { get; } = Keys.ToDictionary(key => key, _ => 0L);

        public void Write(int kind, (string Key, string Value, int Score) on)
        {
            switch (kind)
            {
                case 0 or 1: Sets[on.Key][on.Value] = on.Score; break;
                case 2: Sets[on.Key].Remove(on.Value); break;
                case 3: Sets[on.Key].Clear(); break;
                case 4 or 5: Hashes[on.Key][on.Value] = on.Score.ToString(); break;
                case 6: Hashes[on.Key].Clear(); break;
                case 7 or 8: Lists[on.Key].Insert(0, on.Value); break;
                case 9: Lists[on.Key].RemoveAll(value => value == on.Value); break;
                case 10: Lists[on.Key] = Lists[on.Key].Where((_, at) => at >= on.Score && at <= on.Score + 1).ToList(); break;
                case 11 or 12: Counters[on.Key]++; break;
                default: Counters[on.Key]--; break;
            }
        }
    }
}
