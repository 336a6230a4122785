using Hangfire.Storage;
using Xunit;

namespace Hangfire.Sqlite.Tests.Contract;

public abstract partial class StorageContract
{
    [Fact]
    public void A_set_holds_each_value_once_with_its_last_score()
    {
        InTransaction(transaction =>
        {
            transaction.AddToSet("set", "a", 3.5);
            transaction.AddToSet("set", "b");
            transaction.AddToSet("set", "a", -1.25);
            transaction.AddRangeToSet("set", ["c", "d"]);
            transaction.AddToSet("other", "z", 1);
        });

        Assert.Equal(["a", "b", "c", "d"], Connection.GetAllItemsFromSet("set").Order());
        Assert.Equal(4, Connection.GetSetCount("set"));
        Assert.Equal("a", Connection.GetFirstByLowestScoreFromSet("set", -2, 10));
        Assert.Equal("b", Connection.GetFirstByLowestScoreFromSet("set", 0, 10));
        Assert.Null(Connection.GetFirstByLowestScoreFromSet("set", 4, 10));
        Assert.Throws<ArgumentException>(() => Connection.GetFirstByLowestScoreFromSet("set", 1, 0));
        WhereDeclared(JobStorageFeatures.Connection.BatchedGetFirstByLowest, () =>
            Assert.Equal(["a", "b"], Connection.GetFirstByLowestScoreFromSet("set", -2, 10, 2)));
        WhereDeclared(JobStorageFeatures.Connection.GetSetContains, () =>
        {
            Assert.True(Connection.GetSetContains("set", "a"));
            Assert.False(Connection.GetSetContains("set", "z"));
        });
    }

    [Fact]
    public void A_range_added_to_a_set_may_hold_values_it_has_already()
    {
        InTransaction(transaction => transaction.AddToSet("set", "b", 7));

        var again = Record.Exception(() => InTransaction(transaction => transaction.AddRangeToSet("set", ["c", "b"])));

        Assert.Equal(Differences.RangesMayRepeatValues, again is null);
        string[] expected = Differences.RangesMayRepeatValues ? ["b", "c"] : ["b"];
        Assert.Equal(expected, Connection.GetAllItemsFromSet("set").Order());
    }

    [Fact]
    public void Counts_of_several_sets_stop_at_the_limit()
    {
        InTransaction(transaction =>
        {
            transaction.AddRangeToSet("one", ["a", "b", "c"]);
            transaction.AddRangeToSet("two", ["a", "b"]);
        });

        WhereDeclared(JobStorageFeatures.Connection.LimitedGetSetCount, () =>
        {
            Assert.Equal(5, Connection.GetSetCount(["one", "none", "two"], 100));
            Assert.Equal(4, Connection.GetSetCount(["one", "two"], 4));
            Assert.Equal(0, Connection.GetSetCount(["one"], 0));
        });
    }

    [Fact]
    public void A_range_of_a_set_includes_both_ends()
    {
        InTransaction(transaction =>
        {
            transaction.AddToSet("set", "late", 3);
            transaction.AddToSet("set", "early", 1);
            transaction.AddToSet("set", "middle", 2);
        });

        string[] expected = Differences.SetsKeepInsertionOrder ? ["late", "early", "middle"] : ["early", "middle", "late"];
        Assert.Equal(expected, Connection.GetRangeFromSet("set", 0, 2));
        Assert.Equal(expected[1..2], Connection.GetRangeFromSet("set", 1, 1));
        Assert.Equal(expected[1..], Connection.GetRangeFromSet("set", 1, 100));
        Assert.Empty(Connection.GetRangeFromSet("set", 5, 9));
    }

    [Fact]
    public void Values_leave_a_set_one_by_one_or_all()
    {
        InTransaction(transaction => transaction.AddRangeToSet("set", ["a", "b", "c"]));

        InTransaction(transaction => transaction.RemoveFromSet("set", "a"));
        Assert.Equal(["b", "c"], Connection.GetAllItemsFromSet("set").Order());

        InTransaction(transaction => transaction.RemoveSet("set"));
        Assert.Empty(Connection.GetAllItemsFromSet("set"));
    }

    [Fact]
    public void A_hash_keeps_the_last_value_of_each_field()
    {
        Connection.SetRangeInHash("hash", [new("a", "1"), new("b", "2")]);
        InTransaction(transaction => transaction.SetRangeInHash("hash", [new("b", "3"), new("c", "")]));

        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "3", ["c"] = "" }, Connection.GetAllEntriesFromHash("hash"));
        Assert.Equal("3", Connection.GetValueFromHash("hash", "b"));
        Assert.Null(Connection.GetValueFromHash("hash", "none"));
        Assert.Equal(3, Connection.GetHashCount("hash"));

        InTransaction(transaction => transaction.RemoveHash("hash"));
        Assert.Null(Connection.GetAllEntriesFromHash("hash"));
        Assert.Equal(0, Connection.GetHashCount("hash"));
    }

    [Fact]
    public void A_list_shows_the_newest_first()
    {
        InTransaction(transaction =>
        {
            foreach (var value in (string[])["a", "b", "a", "c", "d"]) transaction.InsertToList("list", value);
        });

        Assert.Equal(["d", "c", "a", "b", "a"], Connection.GetAllItemsFromList("list"));
        Assert.Equal(["c", "a"], Connection.GetRangeFromList("list", 1, 2));
        Assert.Equal(5, Connection.GetListCount("list"));

        InTransaction(transaction => transaction.RemoveFromList("list", "a"));
        Assert.Equal(["d", "c", "b"], Connection.GetAllItemsFromList("list"));

        InTransaction(transaction => transaction.TrimList("list", 1, 1));
        Assert.Equal(["c"], Connection.GetAllItemsFromList("list"));

        InTransaction(transaction => transaction.TrimList("list", 5, 9));
        Assert.Empty(Connection.GetAllItemsFromList("list"));
    }

    [Fact]
    public void A_counter_sums_up()
    {
        InTransaction(transaction =>
        {
            transaction.IncrementCounter("counter");
            transaction.IncrementCounter("counter", TimeSpan.FromHours(1));
            transaction.IncrementCounter("counter");
            transaction.DecrementCounter("counter");
            transaction.DecrementCounter("below");
            transaction.DecrementCounter("below", TimeSpan.FromHours(1));
        });

        Assert.Equal(2, Connection.GetCounter("counter"));
        Assert.Equal(-2, Connection.GetCounter("below"));
        Assert.Equal(0, Connection.GetCounter("none"));
    }

    [Fact]
    public void Sets_hashes_and_lists_expire_as_a_whole_unless_persisted()
    {
        InTransaction(transaction =>
        {
            transaction.AddToSet("key", "a");
            transaction.SetRangeInHash("key", [new("a", "1")]);
            transaction.InsertToList("key", "a");
        });
        Assert.All(Ttls("key"), seconds => Assert.Equal(Differences.NoTtlSeconds, seconds));

        InTransaction(transaction =>
        {
            transaction.ExpireSet("key", TimeSpan.FromHours(1));
            transaction.ExpireHash("key", TimeSpan.FromHours(1));
            transaction.ExpireList("key", TimeSpan.FromHours(1));
            transaction.ExpireSet("none", TimeSpan.FromHours(1));
        });
        Assert.All(Ttls("key"), seconds => Assert.InRange(seconds, 3500, 3600));
        Assert.Equal(Differences.NoTtlSeconds, Connection.GetSetTtl("none").TotalSeconds);

        InTransaction(transaction =>
        {
            transaction.PersistSet("key");
            transaction.PersistHash("key");
            transaction.PersistList("key");
        });
        Assert.All(Ttls("key"), seconds => Assert.Equal(Differences.NoTtlSeconds, seconds));
    }

    private double[] Ttls(string key) =>
        [Connection.GetSetTtl(key).TotalSeconds, Connection.GetHashTtl(key).TotalSeconds, Connection.GetListTtl(key).TotalSeconds];
}
