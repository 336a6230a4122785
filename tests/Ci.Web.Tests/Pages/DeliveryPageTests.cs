using System.Net;
using Ci.Jobs.Builds;
using Ci.Jobs.Triggers;
using Ci.Web.Access;

namespace Ci.Web.Tests.Pages;

public sealed class DeliveryPageTests : IAsyncLifetime
{
    private ConsoleHost host = null!;
    private DeliveryScene scene = null!;
    private Browser viewer = null!;
    private Browser deployer = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ConsoleHost.StartAsync();
        scene = new(host);
        viewer = await host.SignedInAsync("vera", Role.Viewer);
        deployer = await host.SignedInAsync("dora", Role.Deployer);
    }

    [Fact]
    public async Task The_verdict_that_built_nothing_is_shown_first_and_any_other_by_its_address()
    {
        scene.AddProject("api");
        scene.AddProject("tagged", trigger: new() { Tags = ["v*"] });
        var id = await scene.ReceiveAsync(DeliveryScene.Push("refs/tags/v1"));

        Assert.Contains("Why api was skipped", await viewer.Http.GetStringAsync($"/deliveries/{id}"), StringComparison.Ordinal);
        Assert.Contains("Why tagged was built", await viewer.Http.GetStringAsync($"/deliveries/{id}?project=tagged"), StringComparison.Ordinal);
        Assert.Contains("Two projects listen", await viewer.Http.GetStringAsync($"/deliveries/{id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync("/deliveries/999")).StatusCode);
    }

    [Fact]
    public async Task Viewers_read_everything_and_are_offered_nothing_to_do()
    {
        scene.AddProject("api");
        var id = await scene.ReceiveAsync(DeliveryScene.Push("refs/heads/dev"));

        var page = await viewer.Http.GetStringAsync($"/deliveries/{id}");

        Assert.Contains("Branch", page, StringComparison.Ordinal);
        Assert.Contains("refs/heads/main", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Replay…", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("anyway", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Edit rules", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync($"/deliveries/{id}/replay")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostFormAsync($"/deliveries/{id}/replay", [], $"/deliveries/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostFormAsync($"/deliveries/{id}?project=api&handler=Build", [], $"/deliveries/{id}")).StatusCode);
    }

    [Fact]
    public async Task What_was_skipped_is_built_anyway_on_demand()
    {
        scene.AddProject("api");
        var id = await scene.ReceiveAsync(DeliveryScene.Push("refs/heads/dev"));

        var answer = await deployer.PostFormAsync($"/deliveries/{id}?project=api&handler=Build", [], $"/deliveries/{id}");

        Assert.Equal("/projects/api/builds/1", answer.Headers.Location?.ToString());
        var build = host.Get<BuildStore>().Find("api", 1)!;
        Assert.Equal((BuildTrigger.Manual, "dora", "dev", "refs/heads/dev", DeliveryScene.Commit), (build.Trigger, build.Actor, build.Branch, build.Ref, build.CommitHash));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_forks_code_and_a_deleted_branch_are_not_built_on_demand_either(bool fork, bool deleted)
    {
        scene.AddProject("api");
        var push = DeliveryScene.Push(fork ? "refs/pull/7/head" : "refs/heads/main") with { Deleted = deleted, PullRequest = fork ? new(7, "Take this", "patch", "main", FromFork: true) : null };
        var id = await scene.ReceiveAsync(push);

        await deployer.PostFormAsync($"/deliveries/{id}?project=api&handler=Build", [], $"/deliveries/{id}");

        Assert.DoesNotContain("anyway", await deployer.Http.GetStringAsync($"/deliveries/{id}"), StringComparison.Ordinal);
        Assert.Empty(host.Get<BuildStore>().Open());
    }

    [Fact]
    public async Task A_replay_names_its_effect_and_builds_for_the_chosen_project_only()
    {
        scene.AddProject("api");
        scene.AddProject("web");
        var id = await scene.ReceiveAsync(DeliveryScene.Push(repository: "later"));
        foreach (var name in new[] { "later", "other" }) scene.AddProject(name, "later");

        var question = WebUtility.HtmlDecode(await deployer.Http.GetStringAsync($"/deliveries/{id}/replay"));
        var answer = await deployer.PostFormAsync($"/deliveries/{id}/replay", new() { ["project"] = "other" });

        Assert.Contains("2 builds would start.", question, StringComparison.Ordinal);
        Assert.Contains("builds 5b7e0d3", question, StringComparison.Ordinal);
        Assert.Equal("/projects/other/builds/1", answer.Headers.Location?.ToString());
        Assert.Equal(["other"], host.Get<BuildStore>().Open().Select(build => build.Project));
        Assert.Equal(("Delivery.Replayed", "dora"), host.Get<ActivityStore>().List(1).Select(line => (line.Action, line.Actor)).Single());
        Assert.Contains("by dora", await viewer.Http.GetStringAsync($"/deliveries/{id}"), StringComparison.Ordinal);
        Assert.Contains("has build #1 of it already", await deployer.Http.GetStringAsync($"/deliveries/{id}/replay"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_is_taken_up_with_one_button()
    {
        scene.AddProject("api");
        var id = await scene.OfferAsync(DeliveryScene.Push());

        var page = await deployer.Http.GetStringAsync($"/deliveries/{id}");
        var answer = await deployer.PostFormAsync($"/deliveries/{id}/replay", new() { ["project"] = "api" }, $"/deliveries/{id}");

        Assert.Contains("Build it", page, StringComparison.Ordinal);
        Assert.Contains("No webhook told of this commit", page, StringComparison.Ordinal);
        Assert.Contains("There was no call", page, StringComparison.Ordinal);
        Assert.Equal("/projects/api/builds/1", answer.Headers.Location?.ToString());
        Assert.DoesNotContain("Build it", await deployer.Http.GetStringAsync($"/deliveries/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_page_s_token_does_nothing()
    {
        scene.AddProject("api");
        var id = await scene.OfferAsync(DeliveryScene.Push());

        using var forged = new FormUrlEncodedContent([new("project", "api")]);
        var answer = await deployer.Http.PostAsync($"/deliveries/{id}/replay", forged);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(host.Get<BuildStore>().Open());
    }

    [Fact]
    public async Task A_rejected_call_says_why_and_where_to_fix_it()
    {
        scene.AddProject("api");
        var unsigned = await scene.RejectAsync();
        var wrong = await scene.RejectAsync(address: "api", headers: new HeaderLine("X-Hub-Signature-256", "redacted"));
        var form = await scene.RejectAsync(415, "Send the payload as application/json, not encoded.", headers: new HeaderLine("Content-Type", "application/x-www-form-urlencoded"));
        var nobody = await scene.RejectAsync(address: "nobody");

        Assert.Contains("carries no signature: at GitHub no secret is set", await TextAsync(unsigned), StringComparison.Ordinal);
        Assert.Contains("is not the secret of project api", await TextAsync(wrong), StringComparison.Ordinal);
        Assert.Contains("Settings, Webhooks", await TextAsync(wrong), StringComparison.Ordinal);
        Assert.Contains("Choose the content type application/json.", await TextAsync(form), StringComparison.Ordinal);
        Assert.Contains("no project called “nobody” here", await TextAsync(nobody), StringComparison.Ordinal);
        Assert.Contains("because the call was not proven", await TextAsync(wrong), StringComparison.Ordinal);
        Assert.DoesNotContain("Replay…", WebUtility.HtmlDecode(await deployer.Http.GetStringAsync($"/deliveries/{wrong}")), StringComparison.Ordinal);
        Assert.Equal($"/deliveries/{wrong}", (await deployer.GetAsync($"/deliveries/{wrong}/replay")).Headers.Location?.ToString());
    }

    [Theory]
    [InlineData(408, "The payload came too slowly.", "slower than any forge waits")]
    [InlineData(503, "Too many payloads over 1 MB arrive at once. Send it again.", "let only the forge's addresses reach the webhooks")]
    [InlineData(400, "The payload did not arrive whole.", "ended before the whole payload was here")]
    [InlineData(400, "Field ref is missing.", "The call is proven, but it does not read")]
    public async Task A_call_whose_payload_was_not_read_says_why(int status, string reason, string cause)
    {
        var id = await scene.RejectAsync(status, reason);

        Assert.Contains(cause, await TextAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_nobody_listens_to_says_what_a_project_would_need()
    {
        var id = await scene.ReceiveAsync(DeliveryScene.Push());

        var page = await TextAsync(id);

        Assert.Contains("No project builds acme/platform.", page, StringComparison.Ordinal);
        Assert.Contains("No project listens to this repository.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_tells_its_last_delivery_and_waits_for_its_first()
    {
        var project = scene.AddProject("api");
        Assert.Contains("Waiting for your first delivery", await viewer.Http.GetStringAsync("/projects/api"), StringComparison.Ordinal);

        await scene.RejectAsync();
        Assert.Contains("Signature does not match", await viewer.Http.GetStringAsync("/projects/api?handler=Delivery"), StringComparison.Ordinal);

        await scene.ReceiveAsync(DeliveryScene.Push());
        await scene.RejectAsync();
        var line = await viewer.Http.GetStringAsync("/projects/api?handler=Delivery");
        Assert.Contains("Build #1 waits for a worker", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature", line, StringComparison.Ordinal);
        Assert.Equal("api", project.Name);
    }

    public async ValueTask DisposeAsync()
    {
        viewer.Dispose();
        deployer.Dispose();
        await host.DisposeAsync();
    }

    private async Task<string> TextAsync(long id) => WebUtility.HtmlDecode(await viewer.Http.GetStringAsync($"/deliveries/{id}"));
}
