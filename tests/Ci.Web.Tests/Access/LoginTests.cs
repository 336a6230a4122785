using System.Net;
using System.Net.Http.Json;
using Ci.Web.Access;

namespace Ci.Web.Tests.Access;

public sealed class LoginTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static int people;
    private readonly string name = $"person{Interlocked.Increment(ref people)}";

    [Fact]
    public async Task The_session_cookie_is_closed_to_scripts_and_other_sites_and_ends_with_the_browser()
    {
        host.AddUser(name, Role.Admin);
        using var browser = new Browser(host.Address);

        var answer = await LogInAsync(browser, ConsoleHost.Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("ci_session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        host.AddUser(name, Role.Admin);
        using var browser = new Browser(host.Address);

        var wrong = await LogInAsync(browser, "not the password");
        var unknown = await browser.PostFormAsync("/login", new() { ["name"] = "nobody", ["password"] = "not the password" });

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Contains("User name or password is wrong.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("User name or password is wrong.", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sixth_attempt_in_a_minute_waits_even_with_the_right_password()
    {
        host.AddUser(name, Role.Admin);
        using var browser = new Browser(host.Address);
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(browser, "not the password")).StatusCode);

        var sixth = await LogInAsync(browser, ConsoleHost.Password);
        host.Time.Advance(TimeSpan.FromSeconds(61));
        var later = await LogInAsync(browser, ConsoleHost.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.StatusCode);
        Assert.InRange(sixth.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.Redirect, later.StatusCode);
    }

    [Theory]
    [InlineData("/projects/shop?a=b", "/projects/shop?a=b")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("", "/")]
    public async Task After_signing_in_one_stays_on_this_console(string returnUrl, string expected)
    {
        host.AddUser(name, Role.Admin);
        using var browser = new Browser(host.Address);

        var answer = await browser.PostFormAsync("/login", new() { ["name"] = name, ["password"] = ConsoleHost.Password, ["returnUrl"] = returnUrl });

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_form_without_its_page_s_token_is_refused()
    {
        host.AddUser(name, Role.Admin);
        using var browser = new Browser(host.Address);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["password"] = ConsoleHost.Password });

        var answer = await browser.Http.PostAsync("/login", form);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_from_a_page_of_an_application_on_the_proxy_is_refused()
    {
        host.AddUser(name, Role.Admin);
        using var browser = new Browser(host.Address);
        browser.Http.DefaultRequestHeaders.Add("Origin", host.ProxyAddress.GetLeftPart(UriPartial.Authority));

        var answer = await LogInAsync(browser, ConsoleHost.Password);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_change_of_the_password_ends_other_sessions_and_keeps_the_own()
    {
        using var own = await host.SignedInAsync(name, Role.Admin);
        using var other = new Browser(host.Address);
        await LogInAsync(other, ConsoleHost.Password);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/me")).StatusCode);

        var answer = await SendAsync(own, HttpMethod.Put, "/api/me/password", new { current = ConsoleHost.Password, password = "another long one" });

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/api/me")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await own.GetAsync("/api/me")).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_however_busy_it_was()
    {
        using var browser = await host.SignedInAsync(name, Role.Viewer);
        for (var hour = 1; hour < 12; hour++)
        {
            host.Time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/me")).StatusCode);
        }

        host.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/me")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_a_form_and_takes_the_cookie_away()
    {
        using var browser = await host.SignedInAsync(name, Role.Viewer);

        var byLink = await browser.GetAsync("/logout");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/me")).StatusCode);
        var token = (await browser.Http.GetFromJsonAsync<Dictionary<string, string>>("/api/me"))!["csrfToken"];
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = token });
        var byForm = await browser.Http.PostAsync("/logout", form);

        Assert.Equal("/", byLink.Headers.Location!.OriginalString);
        Assert.Equal("/login", byForm.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/me")).StatusCode);
    }

    [Fact]
    public async Task The_api_takes_a_session_only_with_the_page_s_token()
    {
        using var browser = await host.SignedInAsync(name, Role.Admin);
        var body = new { name = "test", role = "viewer" };

        var without = await browser.Http.PostAsJsonAsync("/api/tokens", body);
        var with = await SendAsync(browser, HttpMethod.Post, "/api/tokens", body);

        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
        Assert.Contains("X-CSRF-TOKEN", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, with.StatusCode);
    }

    [Fact]
    public async Task A_viewer_who_signed_in_changes_nothing()
    {
        using var browser = await host.SignedInAsync(name, Role.Viewer);

        var answer = await SendAsync(browser, HttpMethod.Post, "/api/projects", new { name = "shop" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("more than the role Viewer", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> LogInAsync(Browser browser, string password) =>
        browser.PostFormAsync("/login", new() { ["name"] = name, ["password"] = password });

    private static async Task<HttpResponseMessage> SendAsync(Browser browser, HttpMethod method, string path, object body)
    {
        var me = await browser.Http.GetFromJsonAsync<Dictionary<string, string>>("/api/me");
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-TOKEN", me!["csrfToken"]);
        return await browser.Http.SendAsync(request);
    }
}
