using System.Text;
using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Tests.Storage;
using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class DeliveryStoreTests : IDisposable
{
    private static readonly Push Pushed = new(
        "acme/shop", "https://git.example.com/acme/shop.git", null, "refs/heads/main", null, new string('a', 40), "ann", "Fix the cart", "Ann", Deleted: false, Forced: false);

    private readonly StoreScene scene = new();

    [Fact]
    public async Task A_delivery_recorded_fifty_times_at_once_starts_each_project_once()
    {
        scene.AddProject("api");
        scene.AddProject("web");
        var intake = new Intake(scene.Deliveries, new PipelineSignal(TimeProvider.System));

        var recorded = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => intake.Accept(Call("d-1"), "{}"u8.ToArray(), "10.0.0.1"))));

        var first = Assert.Single(recorded, record => !record.Duplicate);
        Assert.Equal("Starts api, web.", first.Reason);
        Assert.All(recorded, record => Assert.Equal(first.DeliveryId, record.DeliveryId));
        Assert.All(recorded, record => Assert.Equal([("api", 1), ("web", 1)], record.Builds.Select(build => (build.Project, build.Number))));
        Assert.Equal(2, scene.Builds.Open().Count);
        Assert.Contains($"Duplicate of delivery {first.DeliveryId}.", recorded.Select(record => record.Reason));
    }

    [Fact]
    public void What_was_received_is_kept_with_its_verdict()
    {
        scene.AddProject("web");

        var recorded = scene.Deliveries.Record(Call("d-2"), Encoding.UTF8.GetBytes("{}"), "10.0.0.1", projects => Intake.Decide(Call("d-2"), projects));

        var delivery = scene.Deliveries.Find(recorded.DeliveryId)!;
        Assert.Equal(("Built", "Starts web.", "ann", "10.0.0.1"), (delivery.Verdict, delivery.Reason, delivery.Actor, delivery.Source));
        Assert.Equal(("acme/shop", "refs/heads/main", new string('a', 40)), (delivery.Repository, delivery.Ref, delivery.AfterCommit));
        var build = scene.Builds.Find("web", 1)!;
        Assert.Equal((BuildTrigger.Push, delivery.Id, new string('a', 40), "Fix the cart"), (build.Trigger, build.DeliveryId, build.CommitHash, build.CommitMessage));
    }

    [Fact]
    public void The_same_id_of_another_provider_is_another_delivery()
    {
        var first = scene.Deliveries.Record(Call("d-3"), [], null, projects => Intake.Decide(Call("d-3"), projects));
        var second = scene.Deliveries.Record(Call("d-3") with { Provider = "gitlab" }, [], null, projects => Intake.Decide(Call("d-3"), projects));

        Assert.False(second.Duplicate);
        Assert.NotEqual(first.DeliveryId, second.DeliveryId);
    }

    [Fact]
    public void A_verdict_that_fails_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => scene.Deliveries.Record(Call("d-4"), [], null, _ => throw new InvalidOperationException("no verdict")));

        Assert.False(scene.Deliveries.Record(Call("d-4"), [], null, projects => Intake.Decide(Call("d-4"), projects)).Duplicate);
    }

    public void Dispose() => scene.Dispose();

    private static WebhookCall Call(string id) => new("github", "push", id, IsPing: false, [Pushed], Ignored: null);
}
