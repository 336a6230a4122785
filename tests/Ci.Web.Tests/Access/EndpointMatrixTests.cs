using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ci.Web.Access;

namespace Ci.Web.Tests.Access;

/// <summary>Who gets through to what. A row per endpoint; whatever is not listed here is found by <see cref="DenyByDefaultTests"/>.</summary>
public sealed class EndpointMatrixTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    public static TheoryData<string, string, string> Endpoints => new()
    {
        { "GET", "/api/me", "viewer" },
        { "GET", "/api/projects", "viewer" },
        { "POST", "/api/projects", "admin" },
        { "GET", "/api/projects/none", "viewer" },
        { "PUT", "/api/projects/none", "admin" },
        { "DELETE", "/api/projects/none", "admin" },
        { "GET", "/api/projects/none/builds", "viewer" },
        { "POST", "/api/projects/none/builds", "deployer" },
        { "GET", "/api/projects/none/builds/1", "viewer" },
        { "POST", "/api/projects/none/builds/1/cancel", "deployer" },
        { "POST", "/api/projects/none/builds/1/rebuild", "deployer" },
        { "GET", "/api/builds/1", "viewer" },
        { "GET", "/api/builds/1/logs", "viewer" },
        { "GET", "/api/projects/none/deployments", "viewer" },
        { "GET", "/api/projects/none/deployments/1", "viewer" },
        { "GET", "/api/projects/none/deployments/1/logs", "viewer" },
        { "POST", "/api/projects/none/deployments/1/cancel", "deployer" },
        { "GET", "/api/projects/none/releases", "viewer" },
        { "POST", "/api/projects/none/rollback", "deployer" },
        { "GET", "/api/settings/webhook-secret", "admin" },
        { "GET", "/api/tokens", "admin" },
        { "POST", "/api/tokens", "admin" },
        { "DELETE", "/api/tokens/99", "admin" },
        { "GET", "/api/activity", "admin" },
        { "GET", "/openapi/v1.json", "viewer" },
        { "GET", "/scalar/", "viewer" },
        { "GET", "/hangfire", "viewer" },
        { "GET", "/hangfire/jobs/enqueued", "viewer" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task An_endpoint_takes_its_role_and_those_above(string method, string path, string least)
    {
        using var anonymous = host.Anonymous();
        using var bad = host.WithToken("ci_" + new string('A', 43));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anonymous, method, path));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(bad, method, path));

        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = host.With(role);
            var status = await StatusAsync(client, method, path);
            if (role < Enum.Parse<Role>(least, ignoreCase: true)) Assert.Equal(HttpStatusCode.Forbidden, status);
            else Assert.False(status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError, $"{role} got {status}");
        }
    }

    [Fact]
    public async Task The_job_dashboard_changes_nothing_without_its_page_s_token()
    {
        using var admin = host.With(Role.Admin);
        using var anonymous = host.Anonymous();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(admin, "POST", "/hangfire/jobs/enqueued/delete"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anonymous, "POST", "/hangfire/jobs/enqueued/delete"));
    }

    [Fact]
    public async Task The_job_dashboard_works_with_its_page_s_token()
    {
        using var browser = await host.SignedInAsync("dashboard-admin", Role.Admin);
        var page = await browser.Http.GetStringAsync("/hangfire");
        using var stats = new HttpRequestMessage(HttpMethod.Post, "/hangfire/stats") { Content = new FormUrlEncodedContent([]) };
        stats.Headers.Add("X-CSRF-TOKEN", Regex.Match(page, "CfDJ8[A-Za-z0-9_-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);

        Assert.Equal(HttpStatusCode.OK, (await browser.Http.SendAsync(stats)).StatusCode);
    }

    [Theory]
    [InlineData("viewer", false)]
    [InlineData("deployer", true)]
    public async Task The_job_dashboard_lets_viewers_only_look(string role, bool mayAct)
    {
        using var browser = await host.SignedInAsync($"dashboard-{role}", Enum.Parse<Role>(role, ignoreCase: true));
        var page = await browser.Http.GetStringAsync("/hangfire");
        using var delete = new HttpRequestMessage(HttpMethod.Post, "/hangfire/jobs/enqueued/delete") { Content = new FormUrlEncodedContent([new("jobs[]", "999999")]) };
        delete.Headers.Add("X-CSRF-TOKEN", Regex.Match(page, "CfDJ8[A-Za-z0-9_-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);

        Assert.Equal(mayAct, (await browser.Http.SendAsync(delete)).IsSuccessStatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
