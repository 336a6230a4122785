using Ci.Jobs.Tests.Storage;
using Ci.Jobs.Triggers;
using Ci.Jobs.Upkeep;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class DeliveryRetentionTests : IDisposable
{
    private readonly StoreScene scene = new();

    [Fact]
    public async Task What_is_older_than_the_retention_goes_with_its_verdicts_and_the_build_stays()
    {
        scene.AddProject();
        var recorded = await scene.Recorder.RecordAsync(Pushes.Call("d-1", Pushes.Main), Pushes.Received);

        Assert.Equal(0, Prune(DeliveryRetention.KeepDays - 1));
        Assert.Equal(1, Prune(DeliveryRetention.KeepDays + 1));

        Assert.Null(scene.Deliveries.Find(recorded.DeliveryId));
        Assert.Empty(scene.Deliveries.Verdicts(recorded.DeliveryId));
        Assert.Null(scene.Builds.Find("shop", 1)!.DeliveryId);
    }

    [Fact]
    public void Of_too_many_the_oldest_go_but_none_that_may_be_sent_again()
    {
        Fill(DeliveryRetention.Keep + 1200);

        Assert.Equal(0, Prune(days: 2));
        Assert.Equal(1200, Prune(days: 4));

        Assert.Equal(DeliveryRetention.Keep, scene.Deliveries.Count(new DeliveryFilter()));
    }

    [Fact]
    public void Bodies_are_kept_of_the_newest_only()
    {
        Fill(DeliveryRetention.KeepBodies + 10);

        Prune(days: 0);

        Assert.Equal(DeliveryRetention.KeepBodies, scene.Database.Read(db => db.ExecuteScalar<int>("SELECT count(*) FROM deliveries WHERE body IS NOT NULL")));
        Assert.Null(scene.Deliveries.Content(10)!.Body);
        Assert.NotNull(scene.Deliveries.Content(11)!.Body);
    }

    public void Dispose() => scene.Dispose();

    private int Prune(int days) => new DeliveryRetention(scene.Database, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(days))).Prune();

    private void Fill(int count) => scene.Database.Write(db =>
    {
        db.Execute(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
            INSERT INTO deliveries (provider, address, event, actor, pushes, proof, headers, body, body_size, verdict, reason, status, received_at)
            SELECT 'github', '', 'push', 'ann', '[]', 'x', '[]', @body, 2, 'Skipped', 'x', 202, @now FROM n
            """,
            new { count, body = BodyCodec.Pack("{}"u8), now = TimeProvider.System.GetUtcNow() });
    });
}
