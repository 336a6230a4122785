using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ci.Jobs.Builds;
using Ci.Jobs.Logs;
using Ci.Web.Access;

namespace Ci.Web.Tests.Api;

public sealed class BuildsApiTests : IClassFixture<ConsoleHost>, IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private readonly ConsoleHost host;
    private readonly HttpClient admin;
    private readonly HttpClient deployer;

    public BuildsApiTests(ConsoleHost host)
    {
        this.host = host;
        (admin, deployer) = (host.With(Role.Admin), host.With(Role.Deployer));
    }

    public void Dispose()
    {
        admin.Dispose();
        deployer.Dispose();
    }

    [Fact]
    public async Task A_build_is_queued_and_shown()
    {
        await admin.AddProjectAsync("queued");

        var answer = await deployer.PostAsJsonAsync("/api/projects/queued/builds", new { commit = Commit.ToUpperInvariant(), branch = "topic" });
        var build = await answer.ReadAsync(HttpStatusCode.Accepted);

        Assert.Equal("/api/projects/queued/builds/1", answer.Headers.Location!.OriginalString);
        Assert.Equal(("Queued", Commit, "topic", "Manual", "token test"), (Text(build, "state"), Text(build, "commitHash"), Text(build, "branch"), Text(build, "trigger"), Text(build, "actor")));
        var byId = await admin.GetFromJsonAsync<JsonElement>($"/api/builds/{build.GetProperty("id")}");
        Assert.Equal(1, byId.GetProperty("number").GetInt32());
        Assert.True(DateTimeOffset.TryParse(Text(byId, "queuedAt"), out var at) && at.Offset == TimeSpan.Zero);
    }

    [Fact]
    public async Task Builds_asked_for_at_once_all_get_a_number_of_their_own()
    {
        await admin.AddProjectAsync("busy");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => deployer.PostAsync("/api/projects/busy/builds", null)));

        var numbers = new List<int>();
        foreach (var answer in answers) numbers.Add((await answer.ReadAsync(HttpStatusCode.Accepted)).GetProperty("number").GetInt32());
        Assert.Equal(Enumerable.Range(1, 20), numbers.Order());
        var page = await admin.GetFromJsonAsync<JsonElement[]>("/api/projects/busy/builds?limit=5&offset=10");
        Assert.Equal([10, 9, 8, 7, 6], page!.Select(build => build.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task A_waiting_build_is_canceled_once_and_built_again()
    {
        await admin.AddProjectAsync("again");
        await deployer.PostAsJsonAsync("/api/projects/again/builds", new { commit = Commit });

        var canceled = await (await deployer.PostAsync("/api/projects/again/builds/1/cancel", null)).ReadAsync(HttpStatusCode.Accepted);
        var twice = await (await deployer.PostAsync("/api/projects/again/builds/1/cancel", null)).ReadAsync(HttpStatusCode.Conflict);
        var rebuilt = await (await deployer.PostAsync("/api/projects/again/builds/1/rebuild", null)).ReadAsync(HttpStatusCode.Accepted);

        Assert.Equal(("Canceled", "Canceled by token test before it started."), (Text(canceled, "state"), Text(canceled, "reason")));
        Assert.Equal("BUILD_OVER", Text(twice, "code"));
        Assert.Equal((2, "Rebuild", Commit), (rebuilt.GetProperty("number").GetInt32(), Text(rebuilt, "trigger"), Text(rebuilt, "commitHash")));
        Assert.Contains(host.Get<ActivityStore>().List(50), activity => activity is { Action: "Build.Canceled", Subject: "again #1", Source: "127.0.0.1" });
    }

    [Theory]
    [InlineData("""{"commit":"HEAD"}""", "commit")]
    [InlineData("""{"commit":"--all"}""", "commit")]
    [InlineData("""{"branch":"-x"}""", "branch")]
    public async Task Only_whole_commits_and_names_of_branches_are_built(string body, string field)
    {
        if (host.Get<Ci.Jobs.Projects.ProjectStore>().Find("strict") is null) await admin.AddProjectAsync("strict");

        await (await deployer.PostTextAsync("/api/projects/strict/builds", body)).ErrorAsync(field);
    }

    [Fact]
    public async Task A_log_is_text_as_far_as_it_is_written()
    {
        await admin.AddProjectAsync("logged");
        await deployer.PostAsync("/api/projects/logged/builds", null);
        var build = host.Get<BuildStore>().Find("logged", 1)!;
        var before = await admin.GetStringAsync($"/api/builds/{build.Id}/logs");

        using var writer = host.Get<LogFolder>().Append(new LogKey("logged", LogKind.Build, 1));
        writer.Write(LogStream.Out, "hello <b>world</b>");
        writer.Flush();
        var answer = await admin.GetAsync($"/api/builds/{build.Id}/logs");

        Assert.Empty(before);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("hello <b>world</b>\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/builds/999999")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/builds/999999/logs")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/projects/none/builds")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/builds/..%2f1/logs")).StatusCode);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
