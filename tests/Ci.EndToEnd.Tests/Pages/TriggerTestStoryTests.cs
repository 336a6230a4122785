using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Testing;
using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>A payload that lists no files, and the repository that knows them.</summary>
public sealed class TriggerTestStoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("docs/**", "It would be built", "1 of 2 changed files match docs/**")]
    [InlineData("web/**", "It would be skipped", "No changed file matches web/**")]
    public async Task Git_is_asked_what_the_payload_leaves_open(string paths, string verdict, string evidence)
    {
        await using var git = await GitServer.StartAsync();
        using var repository = await git.CreateRepositoryAsync("acme/guide");
        var before = await repository.CommitAsync("a", "1", "First");
        var after = await repository.CommitAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["docs/a.md"] = "1", ["src/a"] = "1" }, "Second");
        await repository.PushAsync();
        await using var console = await SeededConsole.StartAsync();
        var url = git.UrlOf(repository).ToString();
        console.Get<ProjectStore>().Add("guide", url, "main", new() { Trigger = new() { Paths = [paths] } }, "tests");
        var push = new Push("acme/guide", url, null, "refs/heads/main", before, after, "ann", null, null, Deleted: false, Forced: false);
        var delivery = await console.Get<DeliveryRecorder>().RecordAsync(
            new WebhookCall("github", "push", "guide-1", IsPing: false, [push], Ignored: null), new Received("", "10.0.0.1", "Signature is valid", [], default, 2));
        await using var visit = await Visit.StartAsync(chromium.Browser, console.Address);
        var page = visit.Page;

        await visit.OpenAsync($"/projects/guide/trigger-test?delivery={delivery.DeliveryId}");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Verdict" })).ToContainTextAsync("and then git decides");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask git now" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Verdict" })).ToContainTextAsync(verdict);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"{evidence} ({before[..7]} to {after[..7]})");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ask git now" })).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }
}
