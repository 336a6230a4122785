using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Pages;

public sealed class FormTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_project_is_added_and_nothing_typed_is_lost_on_the_way(bool scripts)
    {
        await using var console = await SeededConsole.StartAsync(full: false);
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, scripts: scripts);
        var page = visit.Page;
        await visit.OpenAsync("/");
        await page.GetByLabel("Repository URL").FillAsync("https://github.com/acme/shop.git");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add project" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Project name")).ToHaveValueAsync("shop");

        await page.GetByLabel("Build image").FillAsync("Not An Image");
        await page.GetByLabel("Runtime image").FillAsync("node:22-slim");
        await page.GetByLabel("Build command").FillAsync("npm ci\nnpm run build");
        await page.Locator("summary", new() { HasText = "Variables" }).ClickAsync();
        await page.GetByLabel("Variables of the application").FillAsync("GREETING= hello = world ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save project" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("1 field needs another value");
        await Assertions.Expect(page.GetByLabel("Build image")).ToHaveAttributeAsync("aria-describedby", "BuildImage-error BuildImage-hint");
        await Assertions.Expect(page.GetByLabel("Build command")).ToHaveValueAsync("npm ci\nnpm run build");
        await Assertions.Expect(page.GetByLabel("Variables of the application")).ToHaveValueAsync("GREETING= hello = world ");
        await page.GetByLabel("Build image").FillAsync("node:22");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save project" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "shop settings" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Variables of the application")).ToHaveValueAsync("GREETING= hello = world ");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_deletion_needs_the_name()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, scripts: false);
        var page = visit.Page;
        await visit.OpenAsync("/projects/worker/delete");

        await page.GetByLabel("Type worker to confirm").FillAsync("shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete worker" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nothing was deleted");
        await page.GetByLabel("Type worker to confirm").FillAsync("worker");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete worker" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { Has = page.Locator("a.name[href='/projects/worker']") })).ToContainTextAsync("Deleting");
    }

    [Fact]
    public async Task A_build_is_canceled_and_another_started_without_a_script()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, scripts: false);
        var page = visit.Page;

        await visit.OpenAsync("/projects/shop/builds/44");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel build…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel #44" }).ClickAsync();
        await Assertions.Expect(page.Locator(".verdict")).ToContainTextAsync("Canceled by min-ji before it started");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rebuild" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("shop #45");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rollback_is_done_by_keyboard_alone(bool scripts)
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, scripts: scripts);
        var page = visit.Page;
        await visit.OpenAsync("/projects/docs");

        await page.GetByRole(AriaRole.Link, new() { Name = "Roll back…", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Roll docs back to release #21?" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Roll back to #21" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("docs deployment #10");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_theme_is_kept_without_a_script()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, dark: false, scripts: false);
        await visit.OpenAsync("/projects/shop");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Theme is system, change it to dark" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.EndsWith("/projects/shop", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_commits_and_logs_stays_text()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, scripts: false);
        await visit.OpenAsync("/projects/shop/builds/43");

        await Assertions.Expect(visit.Page.Locator("h1 + .badge")).ToHaveTextAsync("Running");
        await Assertions.Expect(visit.Page.Locator(".lines")).ToContainTextAsync("<script>document.title = 'owned'</script>");
        await Assertions.Expect(visit.Page.Locator(".lines")).Not.ToContainTextAsync("[36m");
        Assert.DoesNotContain("owned", await visit.Page.TitleAsync(), StringComparison.Ordinal);
    }
}
