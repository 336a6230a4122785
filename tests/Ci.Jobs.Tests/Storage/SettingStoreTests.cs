using System.Globalization;
using Ci.Jobs.Storage;
using Xunit;

namespace Ci.Jobs.Tests.Storage;

public sealed class SettingStoreTests : IDisposable
{
    private readonly StoreScene scene = new();

    [Fact]
    public async Task A_value_made_by_many_at_once_is_the_same_for_all_and_stays()
    {
        var stores = new[] { new SettingStore(scene.Database), new SettingStore(new Database(scene.Data)) };

        var values = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => Task.Run(() =>
            stores[index % 2].GetOrMake("id", () => index.ToString(CultureInfo.InvariantCulture)))));

        Assert.Single(values.Distinct());
        Assert.Equal(values[0], stores[0].Find("id"));
        Assert.Equal(values[0], stores[1].GetOrMake("id", () => throw new InvalidOperationException("made twice")));
    }

    [Fact]
    public void A_value_is_set_changed_and_removed()
    {
        var settings = new SettingStore(scene.Database);

        settings.Set("a", "1");
        settings.Set("a", "2");
        Assert.Equal("2", settings.Find("a"));
        settings.Remove("a");

        Assert.Null(settings.Find("a"));
    }

    public void Dispose() => scene.Dispose();
}
