using Ci.EndToEnd.Tests.Pipeline;
using Ci.Jobs.Projects;
using Ci.Testing;
using Ci.Web.Access;
using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>What a person sees of the first push, on the real pipeline and without a reload.</summary>
public sealed class LiveStoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 30_000 };

    [Fact]
    public async Task From_the_setup_token_to_a_live_release_the_pages_follow_by_themselves()
    {
        await using var server = await InProcessServer.StartAsync();
        await using var visit = await Visit.StartAsync(chromium.Browser, server.Console.ToString(), signIn: false);
        var page = visit.Page;
        await SetUpAsync(page, server.Get<FirstAdmin>().Token);
        using var repository = await server.Git.CreateRepositoryAsync("hello");
        server.AddProject("hello", repository, Settings());
        await visit.OpenAsync("/projects/hello");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("hello");

        var commit = await repository.CommitAsync("index.html", "one", "Greet the world");
        await repository.PushAsync();
        await server.PushAsync(repository, commit);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Greet the world", Soon);
        await visit.OpenAsync("/projects/hello/builds/1");
        await Assertions.Expect(page.Locator(".log")).ToContainTextAsync("line 20", Soon);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Succeeded", Soon);
        await Assertions.Expect(page.Locator(".log")).ToContainTextAsync("Made release #1", Soon);
        await PageTests.Shoot(page, "story-build");

        await visit.OpenAsync("/projects/hello");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("LIVE", Soon);
        await PageTests.Shoot(page, "story-project");
        await visit.OpenAsync("/projects/hello/deployments/1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("200", Soon);
        await PageTests.Shoot(page, "story-deployment");
        await visit.OpenAsync("/");
        await PageTests.Shoot(page, "story-dashboard");
        Assert.Empty(visit.Complaints);
    }

    private static async Task SetUpAsync(IPage page, string token)
    {
        await page.GotoAsync("/setup");
        await page.GetByLabel("Setup token").FillAsync(token);
        await page.GetByLabel("User name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.Locator("main button").ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/setup", StringComparison.Ordinal));
    }

    private static ProjectSettings Settings() => new()
    {
        Build = new BuildSettings
        {
            Image = TestEngine.SmallImage,
            Command = "i=1; while [ $i -le 20 ]; do echo line $i; i=$((i+1)); sleep 0.1; done; mkdir -p dist && cp index.html dist/",
            OutputDirectory = "dist",
        },
        Run = new RunSettings { Image = TestEngine.SmallImage, Command = "exec httpd -f -p 8080 -h /app", StopSeconds = 1 },
        Health = new HealthSettings { IntervalMs = 100 },
    };
}
