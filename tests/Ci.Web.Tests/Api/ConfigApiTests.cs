using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ci.Testing;
using Ci.Web.Access;

namespace Ci.Web.Tests.Api;

public sealed class ConfigApiTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task A_file_is_checked_against_its_project_before_it_is_pushed()
    {
        using var admin = host.With(Role.Admin);
        using var viewer = host.With(Role.Viewer);
        await admin.AddProjectAsync("checked");

        var right = await CheckAsync(await viewer.PostAsJsonAsync("/api/config/check", new { project = "checked", text = "run:\n  port: 3000\n" }));
        var wrong = await CheckAsync(await PostYamlAsync(viewer, "?project=checked", "build:\n  memoryMegabytes: 4096\n  comand: x\n"));

        Assert.Empty(right.GetProperty("errors").EnumerateArray());
        Assert.Equal("run.port", right.GetProperty("keys")[0].GetString());
        Assert.Equal((3000, "Dockerfile"), (right.GetProperty("settings").GetProperty("run").GetProperty("port").GetInt32(), right.GetProperty("settings").GetProperty("build").GetProperty("way").GetString()));
        var errors = wrong.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32(), error.GetProperty("message").GetString()!)).ToList();
        Assert.Equal([(2, 20), (3, 3)], errors.Select(error => (error.Item1, error.Item2)));
        Assert.Contains("the project allows 2048 MB", errors[0].Item3, StringComparison.Ordinal);
        Assert.Contains("did you mean \"command\"?", errors[1].Item3, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/yaml")]
    [InlineData("application/yaml")]
    [InlineData("text/plain")]
    public async Task Without_a_project_the_text_alone_is_checked(string type)
    {
        using var viewer = host.With(Role.Viewer);

        var view = await CheckAsync(await PostYamlAsync(viewer, "", "build:\n  memoryMegabytes: 100000\n", type));

        Assert.Empty(view.GetProperty("errors").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, view.GetProperty("settings").ValueKind);
    }

    [Fact]
    public async Task What_cannot_be_checked_is_refused()
    {
        using var viewer = host.With(Role.Viewer);
        using var stranger = host.Anonymous();
        using var broken = new ByteArrayContent([0xC3, 0x28]);
        broken.Headers.ContentType = new("text/yaml");

        await (await viewer.PostTextAsync("/api/config/check", "{}")).ErrorAsync("text");
        await (await viewer.PostTextAsync("/api/config/check", """{"text":"","projekt":"x"}""")).ErrorAsync("projekt");
        await (await viewer.PostAsync("/api/config/check", broken)).ErrorAsync("text");
        Assert.Equal(HttpStatusCode.NotFound, (await PostYamlAsync(viewer, "?project=nowhere", "")).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostYamlAsync(viewer, "", "", "text/html")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await AskBeforeSendingAsync(viewer, new string('#', 1100 * 1024)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostYamlAsync(stranger, "", "")).StatusCode);
    }

    [Fact]
    public async Task The_schema_is_there_for_every_editor()
    {
        using var stranger = host.Anonymous();

        var answer = await stranger.GetAsync("/ci.schema.json");

        Assert.Equal("application/schema+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(SourceTree.PathTo("docs", "ci.schema.json")), await answer.Content.ReadAsStringAsync());
    }

    // A body that is already on its way when it is refused breaks the connection under the client.
    private static async Task<HttpStatusCode> AskBeforeSendingAsync(HttpClient client, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/config/check") { Content = new StringContent(text, Encoding.UTF8, "text/yaml") };
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> PostYamlAsync(HttpClient client, string query, string text, string type = "text/yaml") =>
        client.PostAsync("/api/config/check" + query, new StringContent(text, Encoding.UTF8, type));

    private static Task<JsonElement> CheckAsync(HttpResponseMessage answer) => answer.ReadAsync(HttpStatusCode.OK);
}
