using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ci.Web.Tests.Api;

/// <summary>Reads answers of the API.</summary>
internal static class Json
{
    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"Expected {expected}, got {answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The first sentence about a field of a refused request.</summary>
    public static async Task<string> ErrorAsync(this HttpResponseMessage answer, string field)
    {
        var problem = await answer.ReadAsync(HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(problem.TryGetProperty("errors", out var errors) && errors.TryGetProperty(field, out _), $"No error for {field}: {problem}");
        return errors.GetProperty(field)[0].GetString()!;
    }

    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient client, string path, string json) =>
        client.PostAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

    /// <summary>Adds a project that is built by its Dockerfile.</summary>
    public static async Task AddProjectAsync(this HttpClient admin, string name)
    {
        using var answer = await admin.PostAsJsonAsync("/api/projects", new { name, repositoryUrl = $"https://example.com/team/{name}.git", settings = new { build = new { way = "Dockerfile" } } });
        await answer.ReadAsync(HttpStatusCode.Created);
    }
}
