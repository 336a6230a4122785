using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Pages;

public sealed class PageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Pictures = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "ci-pages")).FullName;

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
        }

        Assert.Empty(wrong);
        Assert.Empty(visit.Complaints);
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

        Assert.Empty(wrong);
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
        Assert.Empty(visit.Complaints);
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

    internal static async Task<IEnumerable<string>> Violations(IPage page, string where)
    {
        var result = await page.RunAxe();
        return result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{where}: {violation.Id}: {node.Html}"));
    }

    internal static Task Shoot(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
}
