using System.Net;
using Ci.Web.Access;

namespace Ci.Web.Tests.Access;

public sealed class SetupTests : IAsyncLifetime
{
    private readonly ConsoleHost host = new();

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_log_shows_the_token_and_a_browser_is_sent_to_the_page()
    {
        using var browser = new Browser(host.Address);
        var log = await ReadLogAsync();

        Assert.Contains($"Open {host.Address}setup and enter the setup token {Token}", log, StringComparison.Ordinal);
        Assert.Equal("/setup", (await browser.GetAsync("/")).Headers.Location!.OriginalString);
        Assert.Equal("/setup", (await browser.GetAsync("/login")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_right_token_makes_the_first_administrator_and_signs_in()
    {
        using var browser = new Browser(host.Address);

        var answer = await SetUpAsync(browser, $" {Token.ToLowerInvariant()} ", "minji");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("\"name\":\"minji\",\"role\":\"Admin\"", await browser.Http.GetStringAsync("/api/me"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/setup")).StatusCode);
        Assert.Contains(host.Get<ActivityStore>().List(10), activity => activity is { Action: "User.Added", Actor: "minji", Source: "127.0.0.1" });
    }

    [Fact]
    public async Task A_wrong_token_is_refused_and_the_place_of_the_right_one_is_said()
    {
        using var browser = new Browser(host.Address);

        var answer = await SetUpAsync(browser, "AAAA-BBBB-CCCC", "eve");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("log", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(host.Get<UserStore>().HasAdmin());
    }

    [Theory]
    [InlineData("minji", "short", "The password has 5 characters: use at least 12.")]
    [InlineData("minji", "aaaaaaaaaaaaaaaa", "too easy to guess")]
    [InlineData("a b", ConsoleHost.Password, "The user name needs")]
    public async Task A_weak_account_is_refused(string name, string password, string sentence)
    {
        using var browser = new Browser(host.Address);

        var answer = await SetUpAsync(browser, Token, name, password);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_at_once_one_becomes_administrator()
    {
        var first = host.Get<FirstAdmin>();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => first.Create($"admin{i}", ConsoleHost.Password))));

        Assert.Single(made, user => user is not null);
        Assert.Single(host.Get<UserStore>().List());
    }

    [Fact]
    public async Task Of_two_browsers_at_once_one_wins()
    {
        using var one = new Browser(host.Address);
        using var other = new Browser(host.Address);

        var answers = await Task.WhenAll(SetUpAsync(one, Token, "one"), SetUpAsync(other, Token, "other"));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Guessing_is_slowed()
    {
        using var browser = new Browser(host.Address);
        for (var i = 0; i < 5; i++) await SetUpAsync(browser, "AAAA-BBBB-CCCC", "eve");

        var answer = await SetUpAsync(browser, Token, "eve");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private string Token => host.Get<FirstAdmin>().Token;

    private static async Task<HttpResponseMessage> SetUpAsync(Browser browser, string token, string name, string password = ConsoleHost.Password)
    {
        // The page may be gone already when another browser was faster.
        var page = await browser.GetAsync("/setup");
        return page.IsSuccessStatusCode
            ? await browser.PostFormAsync("/setup", new() { ["token"] = token, ["name"] = name, ["password"] = password })
            : page;
    }

    private async Task<string> ReadLogAsync()
    {
        await using var file = new FileStream(Directory.GetFiles(Path.Combine(host.Data, "logs"), "server-*.log")[0], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }
}
