using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>What a person sees of deliveries while they come, and does with them.</summary>
public sealed class DeliveryStoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_delivery_appears_without_a_reload_and_the_filter_stays()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address);
        var page = visit.Page;
        await visit.OpenAsync("/deliveries?project=worker");
        await Assertions.Expect(page.Locator("[data-connection]")).ToHaveAttributeAsync("data-state", "connected");
        var before = await page.Locator("tbody tr").CountAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("half typed");
        await page.EvaluateAsync("window.same = true");

        await PushAsync(console, "shop");
        await PushAsync(console, "worker");

        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(before + 1);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("Build #1 waits for a worker");
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("half typed");
        Assert.True(await page.EvaluateAsync<bool>("window.same"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_first_delivery_turns_the_waiting_card_and_a_wrong_signature_is_explained_there()
    {
        await using var console = await SeededConsole.StartAsync(full: false);
        console.Get<ProjectStore>().Add("shop", "https://github.com/acme/shop.git", "main", new(), "min-ji");
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address);
        var page = visit.Page;
        await visit.OpenAsync("/projects/shop/settings?saved=true");
        await Assertions.Expect(page.Locator("[data-connection]")).ToHaveAttributeAsync("data-state", "connected");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Waiting for your first delivery…");

        await console.Get<Ci.Jobs.Triggers.Intake>().RejectAsync("github", "push", Received, "Signature does not match.", 401);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Signature does not match");
        await PageTests.Shoot(page, "story-rejected");
        await PushAsync(console, "shop");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Build #1 waits for a worker");

        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Waiting for your first");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_old_delivery_is_replayed_by_keyboard_alone(bool scripts)
    {
        await using var console = await SeededConsole.StartAsync();
        var id = await PushAsync(console, "late");
        console.Get<ProjectStore>().Add("late", "https://github.com/acme/late.git", "main", new(), "min-ji");
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, scripts: scripts);
        var page = visit.Page;
        await visit.OpenAsync($"/deliveries/{id}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Replay…" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Replay this delivery?" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".effects")).ToContainTextAsync("builds 5b7e0d3");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Replay" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("late #1");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_rules_are_tried_with_pasted_files(bool scripts)
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, dark: false, scripts: scripts);
        var page = visit.Page;
        await visit.OpenAsync("/projects/handbook");
        await page.GetByRole(AriaRole.Link, new() { Name = "Test the rules" }).ClickAsync();

        await page.GetByLabel("Changed files").FillAsync("services/api/docs/a.md\nservices/api/b.cs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();

        await Assertions.Expect(page.Locator(".verdict")).ToContainTextAsync("It would be skipped");
        await Assertions.Expect(page.Locator(".trace")).ToContainTextAsync("With **/docs/** 1 file would match.");
        await Assertions.Expect(page.GetByLabel("Changed files", new() { Exact = true })).ToHaveValueAsync("services/api/docs/a.md\nservices/api/b.cs");
        if (scripts) Assert.Empty(await PageTests.Violations(page, "dry run"));
        await PageTests.Shoot(page, $"story-dry-run-{scripts}");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_folded_part_of_the_payload_opens_and_what_is_copied_is_the_whole()
    {
        await using var console = await SeededConsole.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address);
        var page = visit.Page;
        await visit.OpenAsync($"{SeedDeliveries.Pages["platform"]}?project=api");

        await page.GetByText("[ 12 commits ]").ClickAsync();
        await Assertions.Expect(page.Locator(".json details")).ToContainTextAsync("services/api/12.cs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Copy" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Copied" })).ToBeVisibleAsync();

        Assert.Contains("acme/platform", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Deliveries_before_the_first_one_read_well()
    {
        await using var console = await SeededConsole.StartAsync(full: false);
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address, dark: false);
        await visit.OpenAsync("/deliveries");

        await PageTests.Shoot(visit.Page, "deliveries-empty-desk-light");

        Assert.Empty(await PageTests.Violations(visit.Page, "/deliveries"));
        await visit.Page.SetViewportSizeAsync(Visit.Narrow, 800);
        Assert.InRange(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, Visit.Narrow);
    }

    private static Received Received { get; } = new("", "203.0.113.24", "Signature is valid, secret 1", [], "{}"u8.ToArray(), 2);

    private static async Task<long> PushAsync(SeededConsole console, string repository)
    {
        var push = new Push(
            $"acme/{repository}", $"https://github.com/acme/{repository}.git", null, "refs/heads/main", null, $"5b7e0d3c{new string('2', 32)}", "ann", "Fix it", "Ann", Deleted: false, Forced: false);
        var call = new WebhookCall("github", "push", Guid.NewGuid().ToString(), IsPing: false, [push], Ignored: null);
        return (await console.Get<Ci.Jobs.Triggers.Intake>().AcceptAsync(call, Received)).DeliveryId;
    }
}
