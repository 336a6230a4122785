using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Pages;

public sealed class PageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CI_PICTURES");

    // The first element that sticks out and is not cut by one around it.
    private const string Widest = """
        [...document.querySelectorAll('body *')].find(element => {
          if (element.getBoundingClientRect().right <= innerWidth) return false;
          for (let around = element.parentElement; around; around = around.parentElement)
            if (getComputedStyle(around).overflowX !== 'visible') return false;
          return true;
        })?.outerHTML.slice(0, 200) ?? ''
        """;

    [Theory]
    [InlineData(Visit.Desk, true)]
    [InlineData(Visit.Desk, false)]
    [InlineData(Visit.Phone, true)]
    public async Task Every_page_is_accessible_and_gives_the_browser_nothing_to_complain_about(int width, bool dark)
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, width, dark);

        var wrong = new List<string>();
        foreach (var (name, path) in SeededPages.All)
        {
            await visit.OpenAsync(path);
            await Shoot(visit.Page, $"{name}-{(width == Visit.Phone ? "phone" : "desk")}-{(dark ? "dark" : "light")}");
            wrong.AddRange(await Violations(visit.Page, path));
            await Connected(visit.Page);
        }

        Assert.Equal("", string.Join('\n', wrong));
        Assert.Equal("", string.Join('\n', visit.Complaints));
    }

    [Fact]
    public async Task Pages_before_the_first_project_and_refusals_are_accessible_too()
    {
        await using var console = await SeededConsole.StartAsync(full: false);
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, dark: false);
        var wrong = new List<string>();

        await visit.OpenAsync("/");
        await Shoot(visit.Page, "empty-desk-light");
        wrong.AddRange(await Violations(visit.Page, "/"));
        await visit.Page.GotoAsync("/projects/nobody");
        await Shoot(visit.Page, "not-found-desk-light");
        wrong.AddRange(await Violations(visit.Page, "not found"));
        Assert.Contains("There is no such page", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("setup", false)]
    [InlineData("login", true)]
    public async Task The_way_in_is_accessible(string page, bool admin)
    {
        await using var console = await SeededConsole.StartAsync(full: false, admin);
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, dark: false, signIn: false);

        await visit.OpenAsync($"/{page}");
        await Shoot(visit.Page, $"{page}-desk-light");

        Assert.Empty(await Violations(visit.Page, page));
        Assert.Equal("", string.Join('\n', visit.Complaints));
    }

    [Fact]
    public async Task No_page_scrolls_sideways_on_a_narrow_phone()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, Visit.Narrow);

        foreach (var (_, path) in SeededPages.All)
        {
            await visit.OpenAsync(path);
            var width = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            var widest = await visit.Page.EvaluateAsync<string>(Widest);
            Assert.True(width <= Visit.Narrow, $"{path} is {width} wide: {widest}");
        }
    }

    // Leaving a page that is just connecting makes the browser report the broken request.
    private static async Task Connected(IPage page)
    {
        if (await page.Locator("[data-live], .log[data-project]").CountAsync() == 0) return;
        await Assertions.Expect(page.Locator("[data-connection]")).ToHaveAttributeAsync("data-state", "connected");
    }

    internal static async Task<IEnumerable<string>> Violations(IPage page, string where)
    {
        // What passes is not asked for: most of the time goes into describing it.
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{where}: {violation.Id}: {node.Html}"));
    }

    /// <summary>Takes a picture into the folder that <c>CI_PICTURES</c> names, for people to look at; none where it names none.</summary>
    internal static Task Shoot(IPage page, string name) =>
        Pictures is null ? Task.CompletedTask : page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
}
