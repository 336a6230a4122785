using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Storage;
using Ci.Jobs.Triggers;
using Xunit;
using static Ci.Jobs.Triggers.DeliveryVerdict;

namespace Ci.Jobs.Tests.Triggers;

public sealed class DeliveryRecorderTests : IDisposable
{
    private readonly StoreScene scene = new();

    [Fact]
    public async Task A_delivery_recorded_fifty_times_at_once_starts_each_project_once()
    {
        scene.AddProject("api");
        scene.AddProject("web");

        var recorded = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => RecordAsync("d-1"))));

        var first = Assert.Single(recorded, record => !record.Duplicate);
        Assert.Equal((Built, "Starts api, web."), (first.Verdict, first.Reason));
        Assert.All(recorded, record => Assert.Equal(first.DeliveryId, record.DeliveryId));
        Assert.All(recorded, record => Assert.Equal([("api", 1), ("web", 1)], record.Builds.Select(build => (build.Project, build.Number))));
        Assert.Equal(2, scene.Builds.Open().Count);
        Assert.Contains($"Duplicate of delivery {first.DeliveryId}.", recorded.Select(record => record.Reason));
        Assert.Equal(49, scene.Deliveries.Redeliveries(first.DeliveryId).Count);
    }

    [Fact]
    public async Task The_same_push_from_two_hooks_builds_once()
    {
        scene.AddProject();

        await RecordAsync("d-1");
        var second = await RecordAsync("d-2");

        Assert.Equal((false, Skipped, "Build #1 has commit 0123456 already."), (second.Duplicate, second.Verdict, second.Reason));
        Assert.Single(scene.Builds.Open());
    }

    [Fact]
    public async Task What_was_received_is_kept_with_its_verdict_and_the_rules_that_led_to_it()
    {
        scene.AddProject("web");

        var recorded = await RecordAsync("d-2");

        var delivery = scene.Deliveries.Find(recorded.DeliveryId)!;
        Assert.Equal((Built, "Starts web.", "ann", "10.0.0.1", 202), (delivery.Verdict, delivery.Reason, delivery.Actor, delivery.Source, delivery.Status));
        Assert.Equal(("acme/shop", "refs/heads/main", Pushes.Commit), (delivery.Repository, delivery.Ref, delivery.CommitHash));
        var build = scene.Builds.Find("web", 1)!;
        Assert.Equal((BuildTrigger.Push, delivery.Id, Pushes.Commit, "Fix the cart"), (build.Trigger, build.DeliveryId, build.CommitHash, build.CommitMessage));
        var verdict = Assert.Single(scene.Deliveries.Verdicts(delivery.Id));
        Assert.Equal(("web", Built, 1, "Queued"), (verdict.Project, verdict.Verdict, verdict.BuildNumber, verdict.BuildState));
        Assert.Equal(["Signature", "Repository", "Event", "Branch", "New commit", "Message", "Paths"], verdict.Trace.Select(step => step.Rule));
        var content = scene.Deliveries.Content(delivery.Id)!;
        Assert.Equal("{}"u8.ToArray(), content.Body);
        Assert.Equal([Pushes.Main], content.Pushes.Select(push => push with { ChangedPaths = Pushes.Main.ChangedPaths }));
        Assert.Equal([new HeaderLine("X-GitHub-Event", "push")], content.Headers);
    }

    [Fact]
    public async Task A_project_that_is_skipped_has_its_verdict_beside_one_that_is_built()
    {
        scene.AddProject("api");
        scene.AddProject("docs", new TriggerSettings { Paths = ["docs"], SkipWords = true });
        scene.AddProject("next");
        scene.Projects.Change("next", "https://git.example.com/acme/shop", "next", new ProjectSettings());

        var recorded = await RecordAsync("d-1");

        Assert.Equal([("api", Built), ("docs", Built), ("next", Skipped)], scene.Deliveries.Verdicts(recorded.DeliveryId).Select(one => (one.Project, one.Verdict)));
        Assert.Equal("Branch main is not built, only next.", scene.Deliveries.Verdicts(recorded.DeliveryId)[2].Reason);
    }

    [Fact]
    public async Task The_same_id_of_another_provider_or_address_is_another_delivery()
    {
        var first = await scene.Recorder.RecordAsync(Pushes.Call("d-3", Pushes.Main), Pushes.Received);
        var second = await scene.Recorder.RecordAsync(Pushes.Call("d-3", Pushes.Main) with { Provider = "gitlab" }, Pushes.Received);
        var third = await scene.Recorder.RecordAsync(Pushes.Call("d-3", Pushes.Main), Pushes.Received with { Address = "shop" });
        var fourth = await scene.Recorder.RecordAsync(Pushes.Call(null, Pushes.Main), Pushes.Received);
        var fifth = await scene.Recorder.RecordAsync(Pushes.Call(null, Pushes.Main), Pushes.Received);

        Assert.Equal(5, new[] { first, second, third, fourth, fifth }.Select(record => record.DeliveryId).Distinct().Count());
        Assert.DoesNotContain(new[] { first, second, third, fourth, fifth }, record => record.Duplicate);
    }

    [Fact]
    public async Task A_call_with_several_pushes_starts_each_ref_of_a_project_once()
    {
        scene.AddProject("shop", new TriggerSettings { Branches = ["next"], Tags = ["v*"] });

        var recorded = await scene.Recorder.RecordAsync(
            Pushes.Call("d-1", Pushes.Main, Pushes.Main with { Ref = "refs/heads/next" }, Pushes.Main, Pushes.Main with { Ref = "refs/tags/v1" }), Pushes.Received);

        Assert.Equal(3, recorded.Builds.Count);
        Assert.Equal([("main", "refs/heads/main"), ("next", "refs/heads/next"), ("v1", "refs/tags/v1")], scene.Builds.Open().Select(build => (build.Branch, build.Ref)));
    }

    [Fact]
    public async Task A_call_to_a_projects_address_is_about_no_other()
    {
        scene.AddProject("api");
        scene.AddProject("web");

        var recorded = await scene.Recorder.RecordAsync(Pushes.Call("d-1", Pushes.Main), Pushes.Received with { Address = "web" });
        var nameless = await scene.Recorder.RecordAsync(Pushes.Call("d-2", Pushes.Main with { Repository = "", After = Pushes.Hash('b') }), Pushes.Received with { Address = "api" });
        var foreign = await scene.Recorder.RecordAsync(Pushes.Call("d-3", Pushes.Main with { CloneUrl = "https://git.example.com/acme/other" }), Pushes.Received with { Address = "api" });

        Assert.Equal("web", Assert.Single(recorded.Builds).Project);
        Assert.Equal("api", Assert.Single(nameless.Builds).Project);
        Assert.Equal((Skipped, "No project builds acme/shop."), (foreign.Verdict, foreign.Reason));
    }

    [Fact]
    public async Task A_project_with_a_secret_of_its_own_takes_no_call_signed_with_the_installations()
    {
        var shop = scene.AddProject();
        scene.Secrets.Rotate(shop, TimeSpan.Zero, "ann");

        var refused = await RecordAsync("d-1");
        var own = await scene.Recorder.RecordAsync(Pushes.Call("d-1", Pushes.Main), Pushes.Received with { Address = "shop" });

        Assert.Equal((Skipped, "shop has a webhook secret of its own: its pushes go to /webhook/github/shop."), (refused.Verdict, refused.Reason));
        Assert.Equal(Built, own.Verdict);
    }

    [Fact]
    public async Task A_ping_an_ignored_event_and_an_unknown_repository_are_kept_with_their_reason()
    {
        scene.AddProject();

        var ping = await scene.Recorder.RecordAsync(Pushes.Call("p") with { IsPing = true }, Pushes.Received);
        var star = await scene.Recorder.RecordAsync(Pushes.Call("s") with { Ignored = "Event star starts nothing." }, Pushes.Received);
        var other = await scene.Recorder.RecordAsync(Pushes.Call("o", Pushes.Main with { Repository = "acme/other", CloneUrl = "https://git.example.com/acme/other" }), Pushes.Received);
        var none = await scene.Recorder.RecordAsync(Pushes.Call("n"), Pushes.Received);

        Assert.Equal((Ping, "The webhook works (Signature is valid, secret 1)."), (ping.Verdict, ping.Reason));
        Assert.Equal((Skipped, "Event star starts nothing."), (star.Verdict, star.Reason));
        Assert.Equal((Skipped, "No project builds acme/other."), (other.Verdict, other.Reason));
        Assert.Equal((Skipped, "The call holds no push."), (none.Verdict, none.Reason));
        Assert.Empty(scene.Builds.Open());
    }

    [Fact]
    public async Task A_flood_of_rejected_calls_is_bounded_and_takes_no_real_ones_place()
    {
        scene.AddProject();
        var kept = await RecordAsync("d-1");

        await Task.WhenAll(Enumerable.Range(0, 1200).Select(_ => scene.Recorder.RejectAsync("github", "push", Pushes.Received, "Signature does not match.", 401)));

        Assert.Equal(1001, scene.Deliveries.Count(new DeliveryFilter()));
        Assert.NotNull(scene.Deliveries.Find(kept.DeliveryId));
    }

    [Fact]
    public async Task An_offered_commit_starts_nothing_until_it_is_replayed()
    {
        scene.AddProject();

        var offered = await scene.Recorder.RecordAsync(Pushes.Call("head", Pushes.Main), Pushes.Received, offer: true);
        Assert.Equal((Offered, "No webhook told of this commit. It can be built for shop.", 0), (offered.Verdict, offered.Reason, offered.Builds.Count));
        Assert.Equal(Offered, Assert.Single(scene.Deliveries.Verdicts(offered.DeliveryId)).Verdict);

        var built = (await scene.Recorder.ReplayAsync(offered.DeliveryId, "ben", project: null))!;
        Assert.Equal((Built, "Started shop #1.", 1), (built.Verdict, built.Reason, built.Builds.Count));
        var delivery = scene.Deliveries.Find(offered.DeliveryId)!;
        Assert.Equal((Built, "ben"), (delivery.Verdict, delivery.ReplayedBy));
    }

    [Fact]
    public async Task A_replay_judges_by_the_rules_of_now_and_builds_nothing_twice()
    {
        scene.AddProject("api");
        scene.AddProject("next");
        scene.Projects.Change("next", "https://git.example.com/acme/shop", "next", new ProjectSettings());
        var recorded = await RecordAsync("d-1");
        scene.Projects.Change("next", "https://git.example.com/acme/shop", "main", new ProjectSettings());

        var replays = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => scene.Recorder.ReplayAsync(recorded.DeliveryId, "ben", project: null)));

        Assert.Equal("next", Assert.Single(replays.SelectMany(replay => replay!.Builds)).Project);
        Assert.Equal(["api", "next"], scene.Builds.Open().Select(build => build.Project));
        Assert.All(scene.Deliveries.Verdicts(recorded.DeliveryId), verdict => Assert.Equal(Built, verdict.Verdict));
    }

    [Fact]
    public async Task A_replay_that_starts_nothing_leaves_what_the_builds_came_to()
    {
        scene.AddProject();
        var recorded = await RecordAsync("d-1");
        new VerdictStore(scene.Database, scene.Builds, TimeProvider.System).Skip(scene.Builds.Claim(scene.Builds.Find("shop", 1)!, "driver")!, [], "No changed file matches docs.", "Build it by hand.");

        var replayed = (await scene.Recorder.ReplayAsync(recorded.DeliveryId, "ben", project: null))!;

        Assert.Empty(replayed.Builds);
        var delivery = scene.Deliveries.Find(recorded.DeliveryId)!;
        Assert.Equal((Skipped, "No changed file matches docs.", "ben"), (delivery.Verdict, delivery.Reason, delivery.ReplayedBy));
    }

    [Fact]
    public async Task An_offer_stays_when_an_older_delivery_is_replayed_or_a_pull_request_of_its_branch_comes()
    {
        scene.AddProject("shop", new TriggerSettings { PullRequests = true, Branches = ["dev"], SkipWords = false });
        var dev = Pushes.Main with { Ref = "refs/heads/dev" };
        var skipped = await scene.Recorder.RecordAsync(Pushes.Call("d-1", dev with { Deleted = true, After = null }, dev with { Ref = "refs/heads/other" }), Pushes.Received);
        scene.Projects.Change("shop", "https://git.example.com/acme/shop", "main", new ProjectSettings { Trigger = new TriggerSettings { PullRequests = true, Branches = ["dev", "other"] } });
        var offers = await Task.WhenAll(
            scene.Recorder.RecordAsync(Pushes.Call("head-1", dev), Pushes.Received, offer: true),
            scene.Recorder.RecordAsync(Pushes.Call("head-2", dev with { Ref = "refs/heads/other", After = Pushes.Hash('b') }), Pushes.Received, offer: true));

        await scene.Recorder.ReplayAsync(skipped.DeliveryId, "ben", project: null);
        await scene.Recorder.RecordAsync(Pushes.Call("request", dev with { After = null, PullRequest = new PullRequest(1, "Cart", "dev", "main", FromFork: false) }), Pushes.Received);

        Assert.Equal(["other", "dev"], scene.Builds.Open().Select(build => build.Branch));
        Assert.All(offers, offer => Assert.Equal(Offered, scene.Deliveries.Find(offer.DeliveryId)!.Verdict));
    }

    [Fact]
    public async Task A_push_that_is_told_after_the_one_that_followed_it_is_known_to_be_late()
    {
        scene.AddProject();
        await MovedAsync(null, 'a');
        await MovedAsync('b', 'c');

        var late = await MovedAsync('a', 'b');

        Assert.Equal((Skipped, "The call came late: the push of build #2 began at bbbbbbb and brought a newer commit."), (late.Verdict, late.Reason));
        Assert.Equal(2, scene.Builds.Open().Count);
    }

    [Fact]
    public async Task A_branch_that_is_taken_back_is_not_late()
    {
        scene.AddProject();
        await MovedAsync(null, 'a');
        await MovedAsync('a', 'b');
        await MovedAsync('b', 'c');

        Assert.Equal(Built, (await MovedAsync('c', 'b')).Verdict);
        Assert.Equal(Built, (await MovedAsync('b', 'a')).Verdict);
        Assert.Equal(Built, (await MovedAsync('a', 'b')).Verdict);
    }

    [Theory]
    [InlineData('x', false)] // nobody knows when it stood at x
    [InlineData(null, false)]
    [InlineData('a', true)]
    public async Task What_is_not_known_to_be_late_is_built(char? before, bool forced)
    {
        scene.AddProject();
        await MovedAsync(null, 'a');
        await MovedAsync('b', 'c');

        Assert.Equal(Built, (await MovedAsync(before, 'b', forced)).Verdict);
    }

    [Fact]
    public async Task An_offer_stays_when_an_older_push_is_told_late_and_goes_when_a_push_begins_there()
    {
        scene.AddProject();
        await MovedAsync(null, 'a');
        var offered = await scene.Recorder.RecordAsync(Pushes.Call("head", Pushes.Main with { Before = Pushes.Hash('a'), After = Pushes.Hash('c') }), Pushes.Received, offer: true);

        await MovedAsync('a', 'b');
        Assert.Equal(Offered, scene.Deliveries.Find(offered.DeliveryId)!.Verdict);

        await MovedAsync('c', 'd');
        Assert.Equal(Skipped, scene.Deliveries.Find(offered.DeliveryId)!.Verdict);
    }

    [Fact]
    public async Task The_same_push_builds_once_also_when_an_older_one_came_and_was_refused_between()
    {
        scene.AddProject();
        await RecordAsync("d-1");
        scene.Builds.Finish(scene.Builds.Claim(scene.Builds.Find("shop", 1)!, "driver")!, BuildState.Succeeded, "Done.", nextAction: null);
        await scene.Recorder.RecordAsync(Pushes.Call("d-2", Pushes.Main with { After = Pushes.Hash('a') }), Pushes.Received);
        scene.Builds.Finish(scene.Builds.Claim(scene.Builds.Find("shop", 2)!, "driver")!, BuildState.Superseded, "Build #1 already has the newer commit.", nextAction: null);

        Assert.Equal("Build #1 has commit 0123456 already.", (await RecordAsync("d-3")).Reason);
    }

    [Fact]
    public async Task A_rejected_or_unknown_delivery_cannot_be_replayed()
    {
        var rejected = await scene.Recorder.RejectAsync("github", "push", Pushes.Received, "Signature does not match.", 401);

        Assert.Null(await scene.Recorder.ReplayAsync(rejected.DeliveryId, "ben", project: null));
        Assert.Null(await scene.Recorder.ReplayAsync(4711, "ben", project: null));
    }

    [Fact]
    public async Task Lists_are_narrowed_by_verdict_project_provider_and_text()
    {
        scene.AddProject("api");
        var first = await RecordAsync("d-1");
        var second = await scene.Recorder.RecordAsync(Pushes.Call("d-2", Pushes.Main with { Ref = "refs/heads/dev/cart", After = Pushes.Hash('c') }) with { Provider = "gitlab" }, Pushes.Received);

        Assert.Equal([second.DeliveryId, first.DeliveryId], List(new()));
        Assert.Equal([first.DeliveryId], List(new(Verdict: Built)));
        Assert.Equal([second.DeliveryId], List(new(Provider: "gitlab")));
        Assert.Equal([second.DeliveryId], List(new(Text: "dev/")));
        Assert.Equal([second.DeliveryId], List(new(Text: "CCCC")));
        Assert.Equal([first.DeliveryId], List(new(Text: "d-1")));
        Assert.Equal([second.DeliveryId, first.DeliveryId], List(new(Project: "api")));
        Assert.Empty(List(new(Project: "web")));
        Assert.Empty(List(new(Text: "' OR 1=1--")));
        Assert.Equal([first.DeliveryId], List(new(Before: second.DeliveryId)));
        Assert.Equal(1, scene.Deliveries.CountSince(DateTimeOffset.UnixEpoch)[Built]);
    }

    [Fact]
    public async Task A_verdict_is_found_that_one_of_several_projects_has()
    {
        scene.AddProject("api");
        scene.AddProject("next");
        scene.Projects.Change("next", "https://git.example.com/acme/shop", "next", new ProjectSettings());
        var recorded = await RecordAsync("d-1");

        Assert.Equal([recorded.DeliveryId], List(new(Verdict: Skipped)));
        Assert.Equal([recorded.DeliveryId], List(new(Verdict: Skipped, Project: "next")));
        Assert.Empty(List(new(Verdict: Skipped, Project: "api")));
        Assert.Empty(List(new(Verdict: Built, Project: "next")));
        Assert.Equal("refs/heads/main", Assert.Single(scene.Deliveries.Pushes(recorded.DeliveryId)[recorded.DeliveryId]).Ref);
    }

    public void Dispose() => scene.Dispose();

    private Task<Recorded> RecordAsync(string id) => scene.Recorder.RecordAsync(Pushes.Call(id, Pushes.Main), Pushes.Received);

    private Task<Recorded> MovedAsync(char? before, char after, bool forced = false) => scene.Recorder.RecordAsync(
        Pushes.Call(Guid.NewGuid().ToString(), Pushes.Main with { Before = before is { } known ? Pushes.Hash(known) : null, After = Pushes.Hash(after), Forced = forced }), Pushes.Received);

    private IEnumerable<long> List(DeliveryFilter filter) => scene.Deliveries.List(filter, 10).Select(delivery => delivery.Id);
}
