using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ci.Testing;

/// <summary>The REST API and the webhook of a running server, as a person with an API token uses them.</summary>
public sealed class CiApi : IDisposable
{
    private readonly HttpClient _http;

    public CiApi(Uri console, string token)
    {
        _http = new HttpClient { BaseAddress = console, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>For requests this class has no name for; carries the token.</summary>
    public HttpClient Http => _http;

    /// <summary>Creates a project from an object shaped as <c>POST /api/projects</c> wants it.</summary>
    public async Task CreateProjectAsync(object project)
    {
        using var response = await _http.PostAsJsonAsync("/api/projects", project);
        await DemandAsync(response, HttpStatusCode.Created);
    }

    public async Task DeleteProjectAsync(string project)
    {
        using var response = await _http.DeleteAsync(ProjectUri(project));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Deletes the project and waits until everything it had in the engine is gone.</summary>
    public async Task RemoveProjectAsync(string project, TimeSpan? within = null)
    {
        await DeleteProjectAsync(project);
        await Eventually.TrueAsync(
            async () => (await _http.GetAsync(ProjectUri(project))).StatusCode == HttpStatusCode.NotFound, $"the project {project} to be gone", within);
    }

    public async Task<string> WebhookSecretAsync() =>
        (await _http.GetFromJsonAsync<JsonElement>("/api/settings/webhook-secret")).GetProperty("webhookSecret").GetString()!;

    /// <summary>Sends the signed webhook without the token, as a forge does, and returns the numbers of the builds it started, by project.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PushAsync(SignedPush push, string secret)
    {
        using var forge = new HttpClient();
        using var response = await push.PostAsync(forge, _http.BaseAddress!, secret);
        var answer = await DemandAsync(response, HttpStatusCode.Accepted);
        return answer.GetProperty("builds").EnumerateArray().ToDictionary(
            build => build.GetProperty("project").GetString()!, build => build.GetProperty("number").GetInt32(), StringComparer.Ordinal);
    }

    public async Task<BuildView> BuildAsync(string project, int number) =>
        (await _http.GetFromJsonAsync<BuildView>(ProjectUri(project, $"builds/{number}")))!;

    public async Task<string> LogAsync(long buildId) => await _http.GetStringAsync(new Uri($"/api/builds/{buildId}/logs", UriKind.Relative));

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<DeploymentView>> DeploymentsAsync(string project) =>
        (await _http.GetFromJsonAsync<List<DeploymentView>>(ProjectUri(project, "deployments")))!;

    /// <summary>Waits until the build has ended, however it ended.</summary>
    public Task<BuildView> BuildEndedAsync(string project, int number, TimeSpan? within = null) => Eventually.GetAsync(
        () => BuildAsync(project, number), build => build.HasEnded, $"build {number} of {project} to end", within);

    /// <summary>Waits until the build's deployment has settled, however it did.</summary>
    public async Task<DeploymentView> DeploymentSettledAsync(string project, int buildNumber, TimeSpan? within = null) =>
        (await Eventually.GetAsync(
            async () => (await DeploymentsAsync(project)).FirstOrDefault(deployment => deployment.BuildNumber == buildNumber),
            deployment => deployment is { HasSettled: true },
            $"the deployment of build {buildNumber} of {project} to settle", within))!;

    public void Dispose() => _http.Dispose();

    private static Uri ProjectUri(string project, string rest = "") =>
        new($"/api/projects/{Uri.EscapeDataString(project)}/{rest}".TrimEnd('/'), UriKind.Relative);

    private static async Task<JsonElement> DemandAsync(HttpResponseMessage response, HttpStatusCode wanted)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == wanted
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{response.RequestMessage!.RequestUri} answered {(int)response.StatusCode}: {text}");
    }
}
