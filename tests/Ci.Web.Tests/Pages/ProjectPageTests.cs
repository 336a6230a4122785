using System.Net;
using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Web.Access;

namespace Ci.Web.Tests.Pages;

public sealed class ProjectPageTests : IAsyncLifetime
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private ConsoleHost host = null!;
    private DeliveryScene scene = null!;
    private Browser deployer = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ConsoleHost.StartAsync();
        scene = new(host);
        deployer = await host.SignedInAsync("dora", Role.Deployer);
        scene.AddProject("shop", trigger: new() { TimeZone = "Europe/Berlin", Schedules = [new() { Cron = "30 3 * * *" }] });
    }

    [Theory]
    [InlineData("branch", "topic", "", "refs/heads/topic", null)]
    [InlineData("tag", "v1.2", "", "refs/tags/v1.2", null)]
    [InlineData("branch", "", Commit, "refs/heads/main", Commit)]
    [InlineData("", "", "", "refs/heads/main", null)]
    public async Task A_branch_tag_or_commit_is_built(string kind, string name, string commit, string reference, string? built)
    {
        var answer = await BuildAsync(kind, name, commit);

        Assert.Equal("/projects/shop/builds/1", answer.Headers.Location?.ToString());
        var build = host.Get<BuildStore>().Find("shop", 1)!;
        Assert.Equal((reference, built, "dora", BuildTrigger.Manual), (build.Ref, build.CommitHash, build.Actor, build.Trigger));
        Assert.Contains(host.Get<ActivityStore>().List(9), line => line is { Action: "Build.Started", Subject: "shop #1", Actor: "dora" });
    }

    [Theory]
    [InlineData("branch", "--upload-pack=x", "", "Ref", "starts with a dash")]
    [InlineData("tag", "", "", "Ref", "Tag is missing")]
    [InlineData("tag", "a..b", "", "Ref", "two dots")]
    [InlineData("branch", "main", "HEAD", "Commit", "Commit \"HEAD\" is not valid")]
    [InlineData("branch", "<i>~", "", "Ref", "is not valid")]
    public async Task What_cannot_be_built_is_said_at_its_field_and_stays_typed(string kind, string name, string commit, string field, string message)
    {
        var answer = await BuildAsync(kind, name, commit);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(message, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}-error\"", page, StringComparison.Ordinal);
        Assert.Contains(name, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.Empty(host.Get<BuildStore>().Open());
    }

    [Fact]
    public async Task The_page_tells_the_next_schedule_and_that_nobody_looked_yet()
    {
        var page = await ReadAsync("/projects/shop");

        Assert.Contains("Next scheduled build", page, StringComparison.Ordinal);
        Assert.Contains(" 03:30 Europe/Berlin)", page, StringComparison.Ordinal);
        Assert.Contains("The repository was not looked at yet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_fails_says_why_here_and_after()
    {
        host.Get<ProjectStore>().Add("gone", "https://127.0.0.1:1/acme/gone.git", "main", new(), "ada");

        var answer = await deployer.PostFormAsync("/projects/gone?handler=Check", [], "/projects/gone");
        var message = await ReadAsync(answer.Headers.Location!.ToString());
        var later = await ReadAsync("/projects/gone");

        var problem = host.Get<ProjectStore>().Find("gone")!.LookProblem!;
        Assert.Contains("The repository could not be read", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.Contains(problem, later, StringComparison.Ordinal);
        Assert.DoesNotContain("The repository could not be read", later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offered_commit_is_built_from_the_page()
    {
        var id = await scene.OfferAsync(DeliveryScene.Push());
        var (page, dashboard) = (await ReadAsync("/projects/shop"), await ReadAsync("/"));

        var answer = await deployer.PostFormAsync($"/deliveries/{id}/replay", new() { ["project"] = "shop" }, "/projects/shop");

        Assert.Contains($"href=\"/deliveries/{id}\"", page, StringComparison.Ordinal);
        Assert.Contains($"action=\"/deliveries/{id}/replay\"", page, StringComparison.Ordinal);
        Assert.Contains("shop has a commit that no webhook told", dashboard, StringComparison.Ordinal);
        Assert.Equal("/projects/shop/builds/1", answer.Headers.Location?.ToString());
        Assert.DoesNotContain("No webhook told of", await ReadAsync("/projects/shop"), StringComparison.Ordinal);
        Assert.DoesNotContain("no webhook told", await ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_only_reads()
    {
        var id = await scene.OfferAsync(DeliveryScene.Push());
        using var viewer = await host.SignedInAsync("vera", Role.Viewer);
        var page = await viewer.Http.GetStringAsync("/projects/shop", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("handler=Check", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/deliveries/{id}/replay", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Build another branch", page, StringComparison.Ordinal);
        foreach (var handler in new[] { "Check", "Build" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostFormAsync($"/projects/shop?handler={handler}", [], "/projects/shop")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await deployer.Http.PostAsync($"/projects/shop?handler={handler}", new FormUrlEncodedContent([]), TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.Empty(host.Get<BuildStore>().Open());
    }

    [Fact]
    public async Task Waiting_builds_say_on_every_page_and_in_the_API_what_they_wait_for()
    {
        await BuildAsync("", "", "");
        await BuildAsync("", "", "");
        using var client = host.With(Role.Viewer);

        var json = await client.GetStringAsync("/api/projects/shop/builds/2", TestContext.Current.CancellationToken);

        Assert.Contains("\"waitsFor\":\"2nd in line, after shop #1\"", json, StringComparison.Ordinal);
        foreach (var page in new[] { "/", "/projects/shop", "/projects/shop/builds/2" }) Assert.Contains("2nd in line, after shop #1", await ReadAsync(page), StringComparison.Ordinal);
        Assert.Contains("Starts as soon as a worker takes it", await ReadAsync("/projects/shop/builds/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_of_a_schedule_has_a_page()
    {
        host.Get<BuildStore>().Add(host.Get<ProjectStore>().Find("shop")!, new(BuildTrigger.Schedule, "schedule 30 3 * * *", "main"));

        Assert.Contains("Schedule, schedule 30 3 * * *", await ReadAsync("/projects/shop/builds/1"), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        deployer.Dispose();
        await host.DisposeAsync();
    }

    private Task<HttpResponseMessage> BuildAsync(string kind, string name, string commit) =>
        deployer.PostFormAsync("/projects/shop?handler=Build", new() { ["Kind"] = kind, ["Ref"] = name, ["Commit"] = commit }, "/projects/shop");

    private async Task<string> ReadAsync(string address) => WebUtility.HtmlDecode(await deployer.Http.GetStringAsync(address, TestContext.Current.CancellationToken));
}
