using System.Net;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Access;

namespace Ci.Web.Tests.Pages;

public sealed class DeliveriesPageTests : IAsyncLifetime
{
    private const string Script = "<script>alert(1)</script>";
    private ConsoleHost host = null!;
    private DeliveryScene scene = null!;
    private Browser viewer = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ConsoleHost.StartAsync();
        scene = new(host);
        viewer = await host.SignedInAsync("vera", Role.Viewer);
    }

    [Fact]
    public async Task Before_the_first_call_there_is_the_address_and_something_to_try()
    {
        var page = await viewer.Http.GetStringAsync("/deliveries");

        Assert.Contains("No webhook has called yet", page, StringComparison.Ordinal);
        Assert.Contains($"{host.Address}webhook/github", page, StringComparison.Ordinal);
        Assert.Contains("curl --data-binary", page, StringComparison.Ordinal);
        Assert.Contains("None today.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_has_a_row_for_each_project_and_its_own_where_it_concerns_none()
    {
        scene.AddProject("api");
        scene.AddProject("next", trigger: new() { Paths = ["docs"] });
        host.Get<ProjectStore>().Change("next", "https://github.com/acme/platform.git", "next", new());
        await scene.ReceiveAsync(DeliveryScene.Push());
        await scene.PingAsync();
        await scene.RejectAsync();

        var rows = await RowsAsync("/deliveries");

        Assert.Equal(4, rows.Count);
        Assert.Contains("Rejected", rows[0], StringComparison.Ordinal);
        Assert.Contains("The webhook works", rows[1], StringComparison.Ordinal);
        Assert.Contains("Build #1 waits for a worker", rows[2], StringComparison.Ordinal);
        Assert.Contains("Branch main is not built, only next", rows[3], StringComparison.Ordinal);
        Assert.Contains("3 today: 1 built, 1 ping, 1 rejected.", await viewer.Http.GetStringAsync("/deliveries"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verdict=Skipped", "gitlab or gitea|next")]
    [InlineData("verdict=built&project=api", "api")]
    [InlineData("project=next", "next")]
    [InlineData("verdict=Rejected", "Signature does not match")]
    [InlineData("provider=gitea", "gitlab or gitea")]
    [InlineData("q=5b7E0d3", "api|next")]
    [InlineData("verdict=nonsense&q=gitlab+or", "gitlab or gitea")]
    public async Task A_filter_leaves_only_the_rows_it_names(string query, string seen)
    {
        scene.AddProject("api");
        scene.AddProject("next");
        host.Get<ProjectStore>().Change("next", "https://github.com/acme/platform.git", "next", new());
        await scene.ReceiveAsync(DeliveryScene.Push());
        await scene.ReceiveAsync(DeliveryScene.Push(repository: "nowhere") with { After = null, Pusher = "gitlab or gitea" }, "gitea");
        await scene.RejectAsync();

        var rows = await RowsAsync($"/deliveries?{query}");

        Assert.Equal(seen.Split('|'), rows.Select(row => Array.Find(["api", "next", "Signature does not match", "gitlab or gitea"], word => row.Contains(word, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_filter_that_finds_nothing_says_so_and_how_to_leave_it()
    {
        await scene.PingAsync();

        var page = await viewer.Http.GetStringAsync("/deliveries?q=nobody");

        Assert.Contains("No delivery matches this filter", page, StringComparison.Ordinal);
        Assert.Contains("Show all deliveries", page, StringComparison.Ordinal);
        Assert.DoesNotContain("curl", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_ones_are_a_page_away_and_the_filter_comes_along()
    {
        for (var i = 0; i < 53; i++) await scene.PingAsync();

        var first = await viewer.Http.GetStringAsync("/deliveries?verdict=Ping");
        var second = await viewer.Http.GetStringAsync("/deliveries?verdict=Ping&before=4");

        Assert.Contains("50 of 53", first, StringComparison.Ordinal);
        Assert.Contains("href=\"/deliveries?verdict=Ping&amp;before=4\">Older", first, StringComparison.Ordinal);
        Assert.Contains("3 of 53", second, StringComparison.Ordinal);
        Assert.DoesNotContain(">Older", second, StringComparison.Ordinal);
        Assert.Contains("There are no older ones", await viewer.Http.GetStringAsync("/deliveries?before=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_strangers_write_stays_text()
    {
        scene.AddProject("api", trigger: new() { Paths = ["docs"] });
        var id = await scene.ReceiveAsync(
            DeliveryScene.Push($"refs/heads/{Script}") with { Pusher = Script, HeadMessage = Script, HeadAuthor = Script, ChangedPaths = [$"docs/{Script}"] },
            body: $$"""{"{{Script}}": "{{Script}}", "commits": [{"message": "{{Script}}"}]}""", headers: new HeaderLine("X-Odd", Script));
        await scene.RejectAsync(reason: Script, address: Script, provider: Script, headers: new HeaderLine(Script, Script));

        foreach (var path in new[] { "/deliveries", $"/deliveries?q={Uri.EscapeDataString(Script)}", $"/deliveries/{id}", $"/deliveries/{id + 1}", $"/deliveries/{id}?project={Uri.EscapeDataString(Script)}", $"/projects/api/trigger-test?delivery={id}" })
        {
            var page = await viewer.Http.GetStringAsync(path);
            Assert.DoesNotContain(Script, page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("alert(1)", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_part_that_is_fetched_when_something_changes_is_the_same_list()
    {
        await scene.PingAsync();

        var part = await viewer.Http.GetStringAsync("/deliveries?handler=Live&verdict=Ping");

        Assert.Contains("1 of 1", part, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", part, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_it_without_signing_in()
    {
        using var stranger = new Browser(host.Address);

        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/deliveries")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/deliveries/1")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/projects/api/trigger-test")).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        viewer.Dispose();
        await host.DisposeAsync();
    }

    private async Task<List<string>> RowsAsync(string path)
    {
        var page = await viewer.Http.GetStringAsync(path);
        return [.. page.Split("<tr id=\"d").Skip(1).Select(row => WebUtility.HtmlDecode(row.Split("</tr>")[0]))];
    }
}
