using System.Net;
using Ci.Jobs.Projects;
using Ci.Web.Access;

namespace Ci.Web.Tests.Pages;

public sealed class TriggerSectionTests : IAsyncLifetime
{
    private ConsoleHost host = null!;
    private Browser admin = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ConsoleHost.StartAsync();
        admin = await host.SignedInAsync("ada", Role.Admin);
        host.Get<ProjectStore>().Add("shop", "https://github.com/acme/shop.git", "main", new() { Build = new() { Way = BuildWay.Dockerfile } }, "ada");
    }

    [Fact]
    public async Task What_is_typed_is_kept_and_shown_again()
    {
        var answer = await PostAsync("", new() { ["Paths"] = "src\r\n!src/docs", ["PullRequests"] = "true", ["SkipWords"] = "false", ["Concurrency"] = "Queue", ["MissedPushes"] = "Build", ["Schedules"] = "30 3 * * 1-5  release", ["TimeZone"] = "Europe/Berlin" });

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var trigger = Trigger;
        Assert.Equal(["src", "!src/docs"], trigger.Paths);
        Assert.Equal((false, true, ConcurrencyPolicy.Queue, MissedPushes.Build), (trigger.SkipWords, trigger.PullRequests, trigger.Concurrency, trigger.MissedPushes));
        Assert.Equal(new BuildSchedule { Cron = "30 3 * * 1-5", Branch = "release" }, Assert.Single(trigger.Schedules));
        var page = WebUtility.HtmlDecode(await admin.Http.GetStringAsync("/projects/shop/settings"));
        Assert.Contains("30 3 * * 1-5  release", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("03:30</time>").Length - 1);
    }

    [Fact]
    public async Task A_bad_glob_is_named_at_its_field_and_nothing_else_is_lost()
    {
        var page = await PageAsync(await PostAsync("", new() { ["Paths"] = "src\r\na{b,c}\r\n<i>//x", ["Tags"] = "v*", ["Schedules"] = "0 3 * * *" }));

        Assert.Contains("Pattern \"a{b,c}\" contains braces", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"Paths-error Paths-hint\"", page, StringComparison.Ordinal);
        Assert.Contains("a{b,c}", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains(">\nv*</textarea>", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.Contains("<details class=\"more\" id=\"triggers\" open", page, StringComparison.Ordinal);
        Assert.Empty(Trigger.Tags);
    }

    [Fact]
    public async Task The_next_times_are_shown_before_anything_is_saved()
    {
        var page = await PageAsync(await PostAsync("?handler=Preview", new() { ["Schedules"] = "0 22 * * 0\r\nnonsense", ["TimeZone"] = "Asia/Seoul", ["Port"] = "not a port" }));

        Assert.Equal(5, page.Split("22:00</time>").Length - 1);
        Assert.Contains("Line 2 has 1 parts", page, StringComparison.Ordinal);
        Assert.Contains("value=\"not a port\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("is not a whole number", page, StringComparison.Ordinal);
        Assert.Empty(Trigger.Schedules);
    }

    [Fact]
    public async Task A_new_project_has_the_same_section()
    {
        var fields = new Dictionary<string, string>
        {
            ["Name"] = "blog", ["Repository"] = "https://github.com/acme/blog.git", ["Way"] = "Dockerfile", ["Tags"] = "v*", ["Schedules"] = "30 3 * * 1",
        };
        var preview = await PageAsync(await admin.PostFormAsync("/projects/new?handler=Preview", fields, "/projects/new"));

        var answer = await admin.PostFormAsync("/projects/new", fields);

        Assert.Contains("03:30</time>", preview, StringComparison.Ordinal);
        Assert.Equal("/projects/blog/settings?saved=true", answer.Headers.Location?.ToString());
        Assert.Equal(["v*"], host.Get<ProjectStore>().Find("blog")!.Settings.Trigger.Tags);
    }

    [Theory]
    [InlineData("/projects/shop/settings?handler=Preview")]
    [InlineData("/projects/shop/settings")]
    [InlineData("/projects/new?handler=Preview")]
    public async Task Only_an_administrator_and_only_with_the_pages_token(string address)
    {
        using var deployer = await host.SignedInAsync("dora", Role.Deployer);

        Assert.Equal(HttpStatusCode.Forbidden, (await deployer.PostFormAsync(address, [], "/")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.Http.PostAsync(address, new FormUrlEncodedContent([]), TestContext.Current.CancellationToken)).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await host.DisposeAsync();
    }

    private TriggerSettings Trigger => host.Get<ProjectStore>().Find("shop")!.Settings.Trigger;

    private Task<HttpResponseMessage> PostAsync(string handler, Dictionary<string, string> fields)
    {
        (fields["Repository"], fields["Way"]) = ("https://github.com/acme/shop.git", "Dockerfile");
        return admin.PostFormAsync($"/projects/shop/settings{handler}", fields, "/projects/shop/settings");
    }

    private static async Task<string> PageAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
