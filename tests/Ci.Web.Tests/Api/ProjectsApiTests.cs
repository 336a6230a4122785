using System.Net;
using System.Net.Http.Json;
using Ci.Jobs.Projects;
using Ci.Web.Access;

namespace Ci.Web.Tests.Api;

public sealed class ProjectsApiTests : IClassFixture<ConsoleHost>, IDisposable
{
    private readonly ConsoleHost host;
    private readonly HttpClient admin;

    public ProjectsApiTests(ConsoleHost host)
    {
        this.host = host;
        admin = host.With(Role.Admin);
    }

    public void Dispose() => admin.Dispose();

    [Fact]
    public async Task A_project_is_added_read_changed_and_deleted()
    {
        var added = await admin.PostTextAsync("/api/projects", """
            {"name":"shop","repositoryUrl":"https://example.com/team/shop.git","branch":"trunk",
             "settings":{"build":{"image":"node:20","command":"npm ci","caches":["npm"],"environment":{"CI":"1"}},"run":{"image":"node:20","port":3000},"health":{"path":"/health"}}}
            """);
        var shop = await added.ReadAsync(HttpStatusCode.Created);
        Assert.Equal("/api/projects/shop", added.Headers.Location!.OriginalString);
        Assert.Equal(3000, shop.GetProperty("settings").GetProperty("run").GetProperty("port").GetInt32());
        Assert.Equal(1800, shop.GetProperty("settings").GetProperty("build").GetProperty("timeoutSeconds").GetInt32());
        Assert.Equal("token test", shop.GetProperty("createdBy").GetString());

        var changed = await admin.PutAsJsonAsync("/api/projects/shop", new { repositoryUrl = "https://example.com/team/shop.git", branch = "main", settings = new { build = new { way = "Dockerfile" } } });
        Assert.Equal("main", (await changed.ReadAsync(HttpStatusCode.OK)).GetProperty("branch").GetString());
        Assert.Equal(BuildWay.Dockerfile, host.Get<ProjectStore>().Find("shop")!.Settings.Build.Way);

        var deleted = await admin.DeleteAsync("/api/projects/shop");
        Assert.True((await deleted.ReadAsync(HttpStatusCode.Accepted)).GetProperty("deleting").GetBoolean());
        var build = await admin.PostAsync("/api/projects/shop/builds", null);
        Assert.Equal("PROJECT_DELETING", (await build.ReadAsync(HttpStatusCode.Conflict)).GetProperty("code").GetString());
        Assert.Equal(
            ["Project.Deleted", "Project.Changed", "Project.Added"],
            host.Get<ActivityStore>().List(50).Where(activity => activity.Subject == "shop").Select(activity => activity.Action));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await admin.AddProjectAsync("twice");

        var again = await admin.PostAsJsonAsync("/api/projects", new { name = "twice", repositoryUrl = "https://example.com/a/b.git", settings = new { build = new { way = "Dockerfile" } } });

        var problem = await again.ReadAsync(HttpStatusCode.Conflict);
        Assert.Equal("PROJECT_EXISTS", problem.GetProperty("code").GetString());
        Assert.Equal("There is a project \"twice\" already: choose another name, or change that one.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("""{"name":"../x"}""", "name", "is not valid")]
    [InlineData("""{"name":"api"}""", "name", "a word the server uses itself")]
    [InlineData("""{"name":"shop' OR 1=1--"}""", "name", "is not valid")]
    [InlineData("""{}""", "repositoryUrl", "is missing")]
    [InlineData("""{"repositoryUrl":"ext::sh -c x"}""", "repositoryUrl", "Repository URL")]
    [InlineData("""{"repositoryUrl":"http://example.com/a.git"}""", "repositoryUrl", "uses http")]
    [InlineData("""{"branch":"a..b"}""", "branch", "two dots")]
    [InlineData("""{"settings":{"run":{"port":70000}}}""", "settings.run.port", "use 1 to 65535")]
    [InlineData("""{"settings":{"health":{"path":"//evil"}}}""", "settings.health.path", "contains //")]
    [InlineData("""{"settings":{"build":{"caches":["zz"]}}}""", "settings.build.caches", "There is no cache \"zz\"")]
    [InlineData("""{"settings":{"build":{"directory":"../x"}}}""", "settings.build.directory", "leads out of the repository")]
    [InlineData("""{"settings":{"build":{"environment":{"a b":"1"}}}}""", "settings.build.environment", "Variable name")]
    [InlineData("""{"settings":{"build":{"environment":{"A":null}}}}""", "settings.build.environment", "missing")]
    [InlineData("""{"settings":{"deploy":{"maxErrorPercent":101}}}""", "settings.deploy.maxErrorPercent", "0 to 100")]
    public async Task A_wrong_value_is_refused_with_a_sentence_under_its_field(string body, string field, string part)
    {
        var answer = await admin.PostTextAsync("/api/projects", body);

        Assert.Contains(part, await answer.ErrorAsync(field), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"shop","role":"admin"}""", "role", "There is no field \"role\" here")]
    [InlineData("""{"settings":{"build":{"comand":"x"}}}""", "settings.build.comand", "There is no field \"comand\" here")]
    [InlineData("""{"settings":{"run":{"port":"x"}}}""", "settings.run.port", "of the wrong kind")]
    [InlineData("""{"settings":{"build":{"way":7}}}""", "settings.build.way", "of the wrong kind")]
    [InlineData("""{"settings":{"run":null}}""", "settings.run", "of the wrong kind")]
    [InlineData("""{"name":"a","name":"b"}""", "name", "there twice")]
    [InlineData("""{"name":""", "body", "not valid JSON")]
    [InlineData("""null""", "body", "missing")]
    [InlineData("", "body", "missing")]
    public async Task What_cannot_be_read_is_refused_with_its_place(string body, string field, string part)
    {
        var answer = await admin.PostTextAsync("/api/projects", body);

        Assert.Contains(part, await answer.ErrorAsync(field), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_kind_or_size_is_refused()
    {
        using var text = new StringContent("{}");
        using var large = new HttpRequestMessage(HttpMethod.Post, "/api/projects")
        {
            Content = new StringContent($$"""{"name":"{{new string('a', 1100 * 1024)}}"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        // Otherwise the server may have closed the connection before the client, still sending, reads the answer.
        large.Headers.ExpectContinue = true;

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await admin.PostAsync("/api/projects", text)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await admin.SendAsync(large)).StatusCode);
    }

    [Fact]
    public async Task Deep_json_is_refused()
    {
        var answer = await admin.PostTextAsync("/api/projects", string.Concat(Enumerable.Repeat("""{"settings":""", 10_000)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_stays()
    {
        await admin.AddProjectAsync("stays");

        var answer = await admin.PutAsJsonAsync("/api/projects/stays", new { name = "other", repositoryUrl = "https://example.com/a/b.git" });

        Assert.Contains("keeps its name", await answer.ErrorAsync("name"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("' OR 1=1--")]
    [InlineData("%00")]
    [InlineData("..%2f..")]
    public async Task An_odd_name_finds_nothing(string name)
    {
        var answer = await admin.GetAsync($"/api/projects/{Uri.EscapeDataString(name)}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
