using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Pages;

public sealed class SettingsStoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Secret = "code#value";

    [Fact]
    public async Task The_trigger_section_is_filled_by_keyboard_alone()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        await visit.OpenAsync("/projects/worker/settings");

        await page.GetByLabel("Branch", new() { Exact = true }).FocusAsync();
        await PressAsync(keys, "Tab", "Enter", "Tab");
        await keys.TypeAsync("release/*");
        await PressAsync(keys, "Tab");
        await keys.TypeAsync("v*");
        await PressAsync(keys, "Tab");
        await keys.TypeAsync("services/worker\na{b,c}");
        await PressAsync(keys, "Tab", "Space", "Tab", "Space", "Tab", "ArrowDown", "Tab", "ArrowDown", "Tab");
        await keys.TypeAsync("30 3 * * 1-5  release/2");
        await PressAsync(keys, "Tab", "Control+A");
        await keys.TypeAsync("Asia/Seoul");
        await PressAsync(keys, "Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Pattern \"a{b,c}\" contains braces");
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).FocusAsync();
        await PressAsync(keys, "Enter");
        await Assertions.Expect(page.GetByLabel("Only when these paths change")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("Only when these paths change")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.GetByLabel("Only when these paths change").FillAsync("services/worker\n!**/*.md");
        await page.GetByLabel("Tags").FocusAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save settings" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Tags")).ToHaveValueAsync("v*");
        await Assertions.Expect(page.GetByLabel("Skip commits that say")).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.GetByLabel("Build pull requests")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Queue" })).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "It is built as if its webhook had come" })).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator(".times time")).ToHaveCountAsync(5);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_times_are_shown_before_saving_and_nothing_typed_is_lost(bool scripts)
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, scripts: scripts);
        var page = visit.Page;
        await visit.OpenAsync("/projects/worker/settings");
        await page.GetByText("What starts a build").ClickAsync();
        await page.GetByLabel("Port").FillAsync("4567");
        await page.GetByLabel("Schedules", new() { Exact = true }).FillAsync("0 22 * * 0\n30 3");

        await page.GetByRole(AriaRole.Button, new() { Name = "Show the next times" }).ClickAsync();
        await Assertions.Expect(page.Locator(".times time")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator("#Schedules-error")).ToContainTextAsync("Line 2 has 2 parts");
        if (scripts) await Assertions.Expect(page.GetByLabel("Schedules", new() { Exact = true })).ToBeFocusedAsync();
        await page.GetByLabel("Schedules", new() { Exact = true }).FillAsync("0 22 * * 0\n30 3 * * 1-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the next times" }).ClickAsync();
        await Assertions.Expect(page.Locator(".times time")).ToHaveCountAsync(10);

        await Assertions.Expect(page.GetByLabel("Port")).ToHaveValueAsync("4567");
        await Assertions.Expect(page.Locator("#Schedules-error")).ToHaveCountAsync(0);
        await AccessibleAsync(page, scripts);
        Assert.Empty(visit.Complaints);
        await visit.OpenAsync("/projects/worker/settings");
        await Assertions.Expect(page.Locator(".times time")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_secret_is_shown_once_and_gone_on_reload(bool scripts)
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, dark: scripts, scripts: scripts);
        var page = visit.Page;
        await visit.OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(Secret)).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Show secret" }).ClickAsync();
        await Assertions.Expect(page.Locator(Secret)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));
        var secret = await page.Locator(Secret).InnerTextAsync();
        await AccessibleAsync(page, scripts);
        await PageTests.Shoot(page, $"settings-webhook-shown-desk-{(scripts ? "dark" : "light")}");
        await page.ReloadAsync();
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Rotate…" }).ClickAsync();
        await page.GetByLabel("hours more").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rotate the secret" }).ClickAsync();
        await Assertions.Expect(page.Locator(Secret)).Not.ToHaveTextAsync(secret);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("version 3");
        await page.GoBackAsync();
        await page.GoForwardAsync();
        await Assertions.Expect(page.Locator(Secret)).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(Visit.Desk, true)]
    [InlineData(Visit.Narrow, true)]
    [InlineData(Visit.Desk, false)]
    public async Task Another_branch_is_built_from_the_menu(int width, bool scripts)
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, width, scripts: scripts);
        var page = visit.Page;
        await visit.OpenAsync("/projects/worker");
        await page.Locator("summary", new() { HasText = "Build another branch" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Its name")).ToHaveAccessibleDescriptionAsync("no name: branch main");
        await page.GetByText("Tag", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Its name")).ToHaveAccessibleDescriptionAsync("whole, such as v1.2");
        await page.GetByLabel("Its name").FillAsync("v1..2");
        await PageTests.Shoot(page, $"build-menu-{width}-{scripts}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Build this" }).ClickAsync();
        await Assertions.Expect(page.Locator("#Ref-error")).ToContainTextAsync("two dots");
        await Assertions.Expect(page.GetByLabel("Its name")).ToBeFocusedAsync();
        if (scripts) Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        await AccessibleAsync(page, scripts);
        await page.GetByLabel("Its name").FillAsync("v1.2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Build this" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("worker #1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Waits for a free worker: 2 of 2 are busy (shop #43, docs #24)");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_offered_commit_is_built_from_the_dashboard()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, scripts: false);
        await visit.OpenAsync("/");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Build it" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("invoices #119");
    }

    // What looks for violations is a script itself.
    private static async Task AccessibleAsync(IPage page, bool scripts)
    {
        if (scripts) Assert.Equal("", string.Join('\n', await PageTests.Violations(page, page.Url)));
    }

    private static async Task PressAsync(IKeyboard keyboard, params IEnumerable<string> keys)
    {
        foreach (var key in keys) await keyboard.PressAsync(key);
    }
}
