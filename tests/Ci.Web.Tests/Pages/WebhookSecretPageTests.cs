using System.Net;
using System.Text.RegularExpressions;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Access;

namespace Ci.Web.Tests.Pages;

public sealed partial class WebhookSecretPageTests : IAsyncLifetime
{
    private const string Server = "/settings/webhook", Own = "/projects/shop/settings/webhook";
    private ConsoleHost host = null!;
    private Browser admin = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ConsoleHost.StartAsync();
        admin = await host.SignedInAsync("ada", Role.Admin);
        host.Get<ProjectStore>().Add("shop", "https://github.com/acme/shop.git", "main", new(), "ada");
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_gone_on_reload()
    {
        var secret = Secrets.Value;
        var before = await ReadAsync(Server);

        var answer = await admin.PostFormAsync($"{Server}?handler=Show", [], Server);

        Assert.Equal($"{Server}#secret", answer.Headers.Location?.ToString());
        Assert.DoesNotContain(secret, string.Join('\n', answer.Headers.SelectMany(header => header.Value)), StringComparison.Ordinal);
        var shown = await admin.GetAsync(Server);
        Assert.Contains(secret, await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain(secret, before + await ReadAsync(Server), StringComparison.Ordinal);
        Assert.Equal(["WebhookSecret.Read webhook ada"], Trail());
    }

    [Fact]
    public async Task What_was_asked_for_one_secret_shows_no_other()
    {
        Secrets.Rotate(host.Get<ProjectStore>().Find("shop"), TimeSpan.Zero, "ada");
        await admin.PostFormAsync($"{Server}?handler=Show", [], Server);

        Assert.Empty(Hex().Matches(await ReadAsync(Own)));
    }

    [Fact]
    public async Task A_rotation_names_its_effect_keeps_the_old_one_for_the_overlap_and_shows_the_new_one_once()
    {
        var old = Secrets.Value;
        var question = await ReadAsync($"{Server}/rotate");

        var answer = await admin.PostFormAsync($"{Server}/rotate", new() { ["overlapHours"] = "1.5" });
        var page = await ReadAsync(Server);

        Assert.Contains("Version 1 goes on proving calls", question, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(Secrets.Value, page, StringComparison.Ordinal);
        Assert.Contains("version 2", page, StringComparison.Ordinal);
        Assert.Equal([Secrets.Value, old], Secrets.Current(null).Select(version => version.Value));
        Assert.DoesNotContain(Secrets.Value, await ReadAsync(Server), StringComparison.Ordinal);
        Assert.Equal(["WebhookSecret.Rotated webhook ada version 2, old one good for 1.5 h"], Trail(details: true));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("721")]
    [InlineData("NaN")]
    [InlineData("<b>soon</b>")]
    [InlineData("")]
    public async Task An_overlap_that_is_none_changes_nothing(string hours)
    {
        var answer = await admin.PostFormAsync($"{Server}/rotate", new() { ["overlapHours"] = hours });
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Nothing was changed", page, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>soon", page, StringComparison.Ordinal);
        Assert.Equal(1, Secrets.Current(null)[0].Version);
        Assert.Empty(Trail());
    }

    [Fact]
    public async Task A_project_gets_a_secret_of_its_own_rotates_and_removes_it()
    {
        var project = host.Get<ProjectStore>().Find("shop")!;
        Assert.Contains("At once only calls to /webhook/…/shop", WebUtility.HtmlDecode(await ReadAsync($"{Own}/rotate")), StringComparison.Ordinal);

        await admin.PostFormAsync($"{Own}/rotate", []);
        var made = await ReadAsync(Own);
        await admin.PostFormAsync($"{Own}/rotate", new() { ["overlapHours"] = "0" });
        var settings = await ReadAsync("/projects/shop/settings");
        var rotated = Secrets.Current(project);
        await admin.PostFormAsync($"{Own}/remove", []);

        Assert.Single(Hex().Matches(made));
        Assert.Contains("/webhook/gitlab/shop</code>", made, StringComparison.Ordinal);
        Assert.Contains("/webhook/github/shop</code>", settings, StringComparison.Ordinal);
        Assert.Equal([2], rotated.Select(version => version.Version));
        Assert.Empty(Secrets.Current(project));
        Assert.Equal(HttpStatusCode.Redirect, (await admin.GetAsync($"{Own}/remove")).StatusCode);
        Assert.Equal(["WebhookSecret.Removed shop ada", "WebhookSecret.Rotated shop ada", "WebhookSecret.Rotated shop ada"], Trail());
    }

    [Theory]
    [InlineData(Server)]
    [InlineData($"{Server}?handler=Show")]
    [InlineData($"{Server}/rotate")]
    [InlineData(Own)]
    [InlineData($"{Own}?handler=Show")]
    [InlineData($"{Own}/rotate")]
    [InlineData($"{Own}/remove")]
    public async Task Only_an_administrator_and_only_with_the_pages_token(string address)
    {
        using var deployer = await host.SignedInAsync("dora", Role.Deployer);
        using var nobody = new Browser(host.Address);

        Assert.Equal(HttpStatusCode.Forbidden, (await deployer.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await deployer.PostFormAsync(address, [], "/")).StatusCode);
        Assert.StartsWith("/login", (await nobody.GetAsync(address)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.Http.PostAsync(address, new FormUrlEncodedContent([]), TestContext.Current.CancellationToken)).StatusCode);
        Assert.DoesNotContain("/settings/webhook\"", await deployer.Http.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(Trail());
    }

    [Fact]
    public async Task There_is_none_of_a_project_that_there_is_not()
    {
        foreach (var page in new[] { "", "/rotate", "/remove" }) Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/projects/nobody/settings/webhook{page}")).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await host.DisposeAsync();
    }

    private WebhookSecrets Secrets => host.Get<WebhookSecrets>();

    private Task<string> ReadAsync(string address) => admin.Http.GetStringAsync(address, TestContext.Current.CancellationToken);

    private IEnumerable<string> Trail(bool details = false) => host.Get<ActivityStore>().List(50)
        .Where(line => line.Action.StartsWith("WebhookSecret", StringComparison.Ordinal))
        .Select(line => $"{line.Action} {line.Subject} {line.Actor}{(details ? $" {line.Detail}" : "")}");

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hex();
}
