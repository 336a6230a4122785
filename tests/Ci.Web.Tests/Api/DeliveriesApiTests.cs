using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ci.Testing;
using Ci.Web.Access;

namespace Ci.Web.Tests.Api;

/// <summary>Deliveries, their replay, dry runs and secrets over REST, with signed calls as a forge sends them.</summary>
public sealed class DeliveriesApiTests : IAsyncLifetime
{
    private readonly ConsoleHost host = new();
    private HttpClient admin = null!;
    private string secret = "";

    public async ValueTask InitializeAsync()
    {
        await host.InitializeAsync();
        admin = host.With(Role.Admin);
        secret = (await admin.GetFromJsonAsync<JsonElement>("/api/settings/webhook-secret")).GetProperty("webhookSecret").GetString()!;
    }

    [Fact]
    public async Task A_call_is_listed_with_its_verdict_and_told_in_full()
    {
        await AddAsync("shop");
        var id = await PushAsync(Push('a'));

        var list = await admin.GetFromJsonAsync<JsonElement>("/api/deliveries?verdict=built&provider=github&project=shop&q=aaaa");
        var full = await admin.GetFromJsonAsync<JsonElement>($"/api/deliveries/{id}");
        var body = await admin.GetAsync($"/api/deliveries/{id}/body");

        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal("Built", list.GetProperty("deliveries")[0].GetProperty("verdict").GetString());
        var verdict = full.GetProperty("verdicts")[0];
        Assert.Equal(("shop", "Built", 1), (verdict.GetProperty("project").GetString(), verdict.GetProperty("verdict").GetString(), verdict.GetProperty("buildNumber").GetInt32()));
        Assert.Equal(
            ["Signature", "Repository", "Event", "Branch", "New commit", "Message", "Paths"], verdict.GetProperty("trace").EnumerateArray().Select(step => step.GetProperty("rule").GetString()));
        var headers = full.GetProperty("headers").EnumerateArray().ToDictionary(header => header.GetProperty("name").GetString()!, header => header.GetProperty("value").GetString());
        Assert.Equal(("push", "redacted"), (headers["X-GitHub-Event"], headers["X-Hub-Signature-256"]));
        Assert.Equal("application/json", body.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("@example.test", await body.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("redacted", await body.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_is_on_record_and_cannot_be_replayed()
    {
        using var forge = host.Anonymous();
        var refused = await Push('a').PostAsync(forge, host.Address, "wrong");

        var rejected = (await admin.GetFromJsonAsync<JsonElement>("/api/deliveries?verdict=rejected")).GetProperty("deliveries")[0];
        var replay = await admin.PostAsync($"/api/deliveries/{rejected.GetProperty("id")}/replay", null);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(("Signature does not match.", 401, "push"), (rejected.GetProperty("reason").GetString(), rejected.GetProperty("status").GetInt32(), rejected.GetProperty("event").GetString()));
        Assert.Equal(JsonValueKind.Null, rejected.GetProperty("providerDeliveryId").ValueKind);
        Assert.Equal(HttpStatusCode.Conflict, replay.StatusCode);
    }

    [Fact]
    public async Task A_form_encoded_call_is_refused_with_what_to_change_and_is_on_record()
    {
        using var forge = host.Anonymous();
        var answer = await forge.PostAsync("/webhook/github", new FormUrlEncodedContent([new("payload", "{}")]));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("choose the content type JSON", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("choose the content type JSON", await admin.GetStringAsync("/api/deliveries?verdict=Rejected"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_is_refused_again_and_again_fills_no_disk_and_is_not_listened_to_for_a_while()
    {
        using var forge = host.Anonymous();
        var answers = new List<HttpStatusCode>();
        for (var call = 0; call < 305; call++) answers.Add((await Push('a').PostAsync(forge, host.Address, "wrong")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.InRange((await admin.GetFromJsonAsync<JsonElement>("/api/deliveries")).GetProperty("total").GetInt32(), 1, 40);
    }

    [Fact]
    public async Task A_replay_starts_what_the_rules_of_now_want_and_is_recorded()
    {
        await AddAsync("shop", branch: "next");
        var id = await PushAsync(Push('a'));
        await admin.PutAsJsonAsync("/api/projects/shop", Project("shop", "main"));

        var unknown = await admin.PostAsJsonAsync($"/api/deliveries/{id}/replay", new { project = "none" });
        var replay = await (await admin.PostAsJsonAsync($"/api/deliveries/{id}/replay", new { project = "shop" })).ReadAsync(HttpStatusCode.Accepted);
        var again = await (await admin.PostAsync($"/api/deliveries/{id}/replay", null)).ReadAsync(HttpStatusCode.Accepted);

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(("Started shop #1.", 1), (replay.GetProperty("message").GetString(), replay.GetProperty("builds").GetArrayLength()));
        Assert.Equal(0, again.GetProperty("builds").GetArrayLength());
        Assert.Contains(host.Get<ActivityStore>().List(50), line => line.Action == "Delivery.Replayed" && line.Subject == $"delivery {id}");
    }

    [Fact]
    public async Task Viewers_read_deliveries_and_only_deployers_replay()
    {
        var id = await PushAsync(Push('a'));
        using var viewer = host.With(Role.Viewer);
        using var nobody = host.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"/api/deliveries/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync($"/api/deliveries/{id}/replay", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/api/deliveries/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/api/settings/webhook-secret/rotate", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync("/api/deliveries/4711")).StatusCode);
        await (await viewer.GetAsync("/api/deliveries?verdict=nonsense")).ErrorAsync("verdict");
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_verify_and_without_overlap_only_the_new_one()
    {
        using var forge = host.Anonymous();
        var second = await RotateAsync("/api/settings/webhook-secret/rotate", new { overlapHours = 1 });
        Assert.Equal(HttpStatusCode.Accepted, (await Push('a').PostAsync(forge, host.Address, secret)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await Push('b').PostAsync(forge, host.Address, second)).StatusCode);

        var third = await RotateAsync("/api/settings/webhook-secret/rotate", new { overlapHours = 0 });
        Assert.Equal(HttpStatusCode.Unauthorized, (await Push('c').PostAsync(forge, host.Address, second)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await Push('c').PostAsync(forge, host.Address, third)).StatusCode);
        await (await admin.PostAsJsonAsync("/api/settings/webhook-secret/rotate", new { overlapHours = 1000 })).ErrorAsync("overlapHours");
    }

    [Fact]
    public async Task A_projects_own_secret_opens_its_own_address_only()
    {
        await AddAsync("shop");
        using var forge = host.Anonymous();
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/projects/shop/webhook-secret")).StatusCode);
        var own = await RotateAsync("/api/projects/shop/webhook-secret/rotate", new { });

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("/webhook/github", own));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("/webhook/github/shop", secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("/webhook/github/none", secret));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/webhook/github/shop", own));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync("/api/projects/shop/webhook-secret")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("/webhook/github/shop", own));

        async Task<HttpStatusCode> PostAsync(string path, string key)
        {
            using var request = (Push('a') with { DeliveryId = Guid.NewGuid().ToString() }).ToRequest(new Uri(host.Address, path), key);
            return (await forge.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task A_dry_run_tells_the_rules_and_starts_nothing()
    {
        await AddAsync("shop");
        var id = await PushAsync(Push('a') with { Ref = "refs/heads/dev" });

        var paths = await DryRunAsync(new { paths = new[] { "docs/a.md", "src/b.cs" }, trigger = new { paths = new[] { "docs", "!**/*.png" } } });
        var skipped = await DryRunAsync(new { paths = new[] { "src/b.cs" }, message = "x [skip ci]" });
        var past = await DryRunAsync(new { delivery = id });
        var tag = await DryRunAsync(new { paths = new[] { "a" }, tag = "v1" });

        Assert.Equal((true, "1 of 2 changed files match docs, !**/*.png (as entered)."), Told(paths));
        Assert.Equal((false, "The commit's message has [skip ci]."), Told(skipped));
        Assert.Equal((false, "Branch dev is not built, only main."), Told(past));
        Assert.Equal((false, "Tags are not built."), Told(tag));
        Assert.Empty((await admin.GetFromJsonAsync<JsonElement>("/api/projects/shop/builds")).EnumerateArray());
        await (await admin.PostAsJsonAsync("/api/projects/shop/trigger-test", new { })).ErrorAsync("paths");
        await (await admin.PostAsJsonAsync("/api/projects/shop/trigger-test", new { paths = new[] { "a" }, trigger = new { paths = new[] { "a{b" } } })).ErrorAsync("settings.trigger.paths");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PostAsJsonAsync("/api/projects/shop/trigger-test", new { delivery = 4711 })).StatusCode);

        static (bool, string?) Told(JsonElement verdict) => (verdict.GetProperty("starts").GetBoolean(), verdict.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_build_asked_for_twice_with_one_key_is_one_build_and_a_tag_may_be_asked_for()
    {
        await AddAsync("shop");

        var first = await BuildAsync(new { tag = "v1" }, "release-1");
        var second = await BuildAsync(new { tag = "v1" }, "release-1");
        var third = await BuildAsync(new { }, "release-2");

        Assert.Equal((1, 1, 2), (first, second, third));
        await (await admin.PostAsJsonAsync("/api/projects/shop/builds", new { tag = "v1", branch = "main" })).ErrorAsync("tag");
        await (await admin.PostAsJsonAsync("/api/projects/shop/builds", new { tag = "--upload-pack=x" })).ErrorAsync("tag");

        async Task<int> BuildAsync(object body, string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/projects/shop/builds") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            return (await (await admin.SendAsync(request)).ReadAsync(HttpStatusCode.Accepted)).GetProperty("number").GetInt32();
        }
    }

    [Fact]
    public async Task A_schedule_is_shown_as_its_next_five_times()
    {
        var answer = await admin.PostAsJsonAsync("/api/projects", Project("nightly", "main", new { schedules = new[] { new { cron = "30 3 * * *" } }, timeZone = "Europe/Berlin" }));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        var schedule = (await admin.GetFromJsonAsync<JsonElement>("/api/projects/nightly/schedule"))[0];

        Assert.Equal(("30 3 * * *", "main", 5), (schedule.GetProperty("cron").GetString(), schedule.GetProperty("branch").GetString(), schedule.GetProperty("next").GetArrayLength()));
        await (await admin.PostAsJsonAsync("/api/projects", Project("wrong", "main", new { schedules = new[] { new { cron = "x" } } }))).ErrorAsync("settings.trigger.schedules");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await host.DisposeAsync();
    }

    private static SignedPush Push(char digit) => new("acme/shop", new Uri("https://git.example.com/acme/shop.git"), new string(digit, 40));

    private static object Project(string name, string branch, object? trigger = null) => new
    {
        name, repositoryUrl = "https://git.example.com/acme/shop", branch, settings = new { build = new { way = "Dockerfile" }, trigger = trigger ?? new { } },
    };

    private async Task AddAsync(string name, string branch = "main") => Assert.Equal(HttpStatusCode.Created, (await admin.PostAsJsonAsync("/api/projects", Project(name, branch))).StatusCode);

    private async Task<long> PushAsync(SignedPush push)
    {
        using var forge = host.Anonymous();
        return (await (await push.PostAsync(forge, host.Address, secret)).ReadAsync(HttpStatusCode.Accepted)).GetProperty("deliveryId").GetInt64();
    }

    private async Task<string> RotateAsync(string path, object body) =>
        (await (await admin.PostAsJsonAsync(path, body)).ReadAsync(HttpStatusCode.OK)).GetProperty("webhookSecret").GetString()!;

    private async Task<JsonElement> DryRunAsync(object body) => await (await admin.PostAsJsonAsync("/api/projects/shop/trigger-test", body)).ReadAsync(HttpStatusCode.OK);
}
