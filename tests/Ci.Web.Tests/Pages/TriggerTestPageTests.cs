using System.Net;
using Ci.Jobs.Builds;
using Ci.Web.Access;

namespace Ci.Web.Tests.Pages;

public sealed class TriggerTestPageTests : IAsyncLifetime
{
    private const string Address = "/projects/docs/trigger-test";
    private ConsoleHost host = null!;
    private DeliveryScene scene = null!;
    private Browser viewer = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ConsoleHost.StartAsync();
        scene = new(host);
        viewer = await host.SignedInAsync("vera", Role.Viewer);
        scene.AddProject("docs", trigger: new() { Paths = ["docs/**", "!**/*.png"], Tags = ["v*"] });
    }

    [Fact]
    public async Task Pasted_files_are_judged_with_each_pattern_beside_them()
    {
        var page = await TryAsync(new() { ["way"] = "paths", ["paths"] = "docs/a.md\r\n/services/docs/b.png\r\n\r\n" });

        Assert.Contains("It would be built", page, StringComparison.Ordinal);
        Assert.Contains("1 of 2 changed files match", page, StringComparison.Ordinal);
        Assert.Contains("services/docs/b.png", page, StringComparison.Ordinal);
        Assert.Contains(">excluded<", page, StringComparison.Ordinal);
        Assert.Contains("docs/a.md\n/services/docs/b.png", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("branch", "dev", "dev is not built, only main")]
    [InlineData("tag", "v1.0", "It would be built")]
    [InlineData("tag", "beta", "beta is not built, only v*")]
    [InlineData("message", "Tidy up [skip ci]", "The commit's message has [skip ci]")]
    public async Task Branch_tag_and_message_count_too(string field, string value, string seen)
    {
        var page = await TryAsync(new() { ["way"] = "paths", ["paths"] = "docs/a.md", [field] = value });

        Assert.Contains(seen, page, StringComparison.Ordinal);
        Assert.Empty(host.Get<BuildStore>().Open());
    }

    [Fact]
    public async Task A_past_delivery_is_judged_by_the_rules_of_now()
    {
        var id = await scene.ReceiveAsync(DeliveryScene.Push() with { ChangedPaths = ["docs/a.md"] });
        var open = await scene.ReceiveAsync(DeliveryScene.Push("refs/tags/v1"));

        var page = WebUtility.HtmlDecode(await viewer.Http.GetStringAsync($"{Address}?delivery={id}"));

        Assert.Contains("It would be built", page, StringComparison.Ordinal);
        Assert.Contains("The changed file matches docs/**", page, StringComparison.Ordinal);
        Assert.Contains("then git decides", await viewer.Http.GetStringAsync($"{Address}?delivery={open}"), StringComparison.Ordinal);
        Assert.Contains("There is no delivery with this id", await viewer.Http.GetStringAsync($"{Address}?delivery=99"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from", "main", "Commit \"main\" is not valid")]
    [InlineData("to", "HEAD", "Commit \"HEAD\" is not valid")]
    [InlineData("branch", "--upload-pack=x", "starts with a dash")]
    public async Task What_cannot_be_asked_is_said_at_its_field_and_stays_typed(string field, string value, string message)
    {
        var fields = new Dictionary<string, string> { ["way"] = "commits", ["from"] = new string('a', 40) };
        fields[field] = value;

        var page = await TryAsync(fields);

        Assert.Contains(message, page, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}-error\"", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{value}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_none_of_a_project_that_there_is_not() =>
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync("/projects/nobody/trigger-test")).StatusCode);

    public async ValueTask DisposeAsync()
    {
        viewer.Dispose();
        await host.DisposeAsync();
    }

    private async Task<string> TryAsync(Dictionary<string, string> fields)
    {
        var answer = await viewer.PostFormAsync(Address, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
