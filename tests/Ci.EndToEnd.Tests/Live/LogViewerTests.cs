using System.Globalization;
using Ci.Jobs.Builds;
using Ci.Jobs.Logs;
using Ci.Testing;
using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Live;

public sealed class LogViewerTests : IAsyncLifetime
{
    private LogPage page = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => page = await LogPage.StartAsync();

    public async ValueTask DisposeAsync()
    {
        var complaints = page.Complaints.ToList();
        await page.DisposeAsync();
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_running_build_is_followed_to_its_end_with_every_line()
    {
        using var log = page.Write();
        log.Write(LogStream.Step, "Build");
        for (var i = 2; i <= 300; i++) log.Write(LogStream.Out, Text(i));
        log.Flush();
        await page.OpenAsync();
        await SeesLastAsync(300);

        for (var i = 301; i <= 2000; i++) log.Write(LogStream.Out, Text(i));
        log.Flush();

        await SeesLastAsync(2000);
        var seen = await page.SeenAsync();
        Assert.Equal(Enumerable.Range(seen[0].Number, seen.Count).Select(number => (number, Text(number))), seen);
        Assert.InRange(await page.Page.Locator(".lv-row").CountAsync(), seen.Count, 200);
    }

    [Fact]
    public async Task Scrolling_up_stops_following_and_the_view_stands_still()
    {
        using var log = page.Write();
        for (var i = 1; i <= 500; i++) log.Write(LogStream.Out, Text(i));
        log.Flush();
        await page.OpenAsync();
        await SeesLastAsync(500);
        await page.Page.HoverAsync(".lv-view");
        await page.Page.Mouse.WheelAsync(0, -400);
        var before = await Eventually.GetAsync(page.SeenAsync, seen => seen[^1].Number < 490, "a place further up", stop: Stop);

        for (var i = 501; i <= 628; i++) log.Write(LogStream.Out, Text(i));
        log.Flush();
        await Assertions.Expect(page.Page.Locator(".lv-pill")).ToHaveTextAsync("128 new lines");

        Assert.Equal(before, await page.SeenAsync());
        await page.Page.ClickAsync(".lv-pill");
        await SeesLastAsync(628);
        await Assertions.Expect(page.Page.Locator(".lv-pill")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_million_lines_open_fast_and_links_scroll_bar_and_search_land_exactly()
    {
        using (var log = page.Write())
        {
            for (var i = 1; i <= 1_000_000; i++) log.Write(LogStream.Out, i is 3 or 999_998 ? $"needle {i}" : Text(i), "2026-11-24T11:11:15.123456789Z");
        }

        page.Finish();
        await page.OpenAsync("#L999000");
        Assert.Contains((999_000, Text(999_000)), await page.SeenAsync());

        await page.Page.EvaluateAsync("document.querySelector('.lv-view').scrollTop = 0");
        await Eventually.GetAsync(page.SeenAsync, seen => seen.Count > 0 && seen[0] == (1, Text(1)), "the first line", stop: Stop);
        await page.Page.FillAsync(".lv-find", "NEEDLE");
        await Assertions.Expect(page.Page.Locator(".lv-count")).ToHaveTextAsync("1 of 2");
        Assert.Contains((3, "needle 3"), await page.SeenAsync());
        await page.Page.PressAsync(".lv-find", "Enter");
        await Eventually.GetAsync(page.SeenAsync, seen => seen.Contains((999_998, "needle 999998")), "the last found line", stop: Stop);
        Assert.InRange(await page.Page.Locator(".lv-row").CountAsync(), 1, 200);
    }

    [Fact]
    public async Task Folds_colors_wrap_and_keys_work_and_markup_stays_text()
    {
        using (var log = page.Write())
        {
            log.Write(LogStream.Step, "Clone");
            for (var i = 2; i <= 200; i++) log.Write(LogStream.Out, Text(i));
            log.Write(LogStream.Step, "Build");
            log.Write(LogStream.Out, "\u001b[31mred\u001b[0m <img src=x onerror=\"document.title='owned'\"> " + new string('w', 600));
            log.Write(LogStream.Err, "error: it broke");
            log.Write(LogStream.Note, "The command failed.");
        }

        page.Finish(BuildState.Failed);
        await page.OpenAsync();
        var lines = (await page.SeenAsync()).Select(row => row.Number).ToList();
        Assert.Equal([1, 201, 202, 203, 204], lines);
        Assert.Equal("red", await page.Page.TextContentAsync(".lv-c1"));
        Assert.Equal(0, await page.Page.Locator(".lv-row img").CountAsync());
        Assert.Equal("Log", await page.Page.TitleAsync());

        await page.Page.FocusAsync(".lv-view");
        var low = (await page.Page.Locator("[data-line='202']").BoundingBoxAsync())!.Height;
        await page.Page.Keyboard.PressAsync("w");
        await Eventually.TrueAsync(async () => (await page.Page.Locator("[data-line='202']").BoundingBoxAsync())!.Height > low, "a wrapped line", stop: Stop);
        await page.Page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Page.Locator(".lv-selected")).ToHaveAttributeAsync("data-line", "203");
        Assert.EndsWith("#L203", page.Page.Url, StringComparison.Ordinal);
        await page.Page.ClickAsync("[data-line='1'] .lv-fold");
        await Eventually.GetAsync(page.SeenAsync, seen => seen.Contains((2, Text(2))), "the unfolded step", stop: Stop);
        if (Environment.GetEnvironmentVariable("CI_SCREENSHOTS") is { } folder) await page.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "log.png") });
    }

    [Fact]
    public async Task After_a_restart_of_the_server_the_page_catches_up_by_itself()
    {
        using (var log = page.Write())
        {
            for (var i = 1; i <= 300; i++) log.Write(LogStream.Out, Text(i));
        }

        await page.OpenAsync();
        await Assertions.Expect(page.Page.Locator("[data-live] b")).ToHaveTextAsync("Running");
        await page.Page.ClickAsync("[data-live] summary");
        await page.StopServerAsync();
        await page.Page.WaitForSelectorAsync(".live-banner");
        Assert.Equal("lost", await page.Page.GetAttributeAsync("[data-connection]", "data-state"));

        await page.StartServerAsync();
        using (var log = page.Write())
        {
            for (var i = 301; i <= 700; i++) log.Write(LogStream.Out, Text(i));
        }

        page.Finish();

        await SeesLastAsync(700);
        await Assertions.Expect(page.Page.Locator(".live-banner")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("[data-live] b")).ToHaveTextAsync("Succeeded");
        Assert.NotNull(await page.Page.GetAttributeAsync("[data-live] details", "open"));
        Assert.Equal(Enumerable.Range(690, 11).Select(number => (number, Text(number))), (await page.SeenAsync()).TakeLast(11));
        page.Complaints.RemoveAll(complaint => complaint.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal) || complaint.Contains("WebSocket", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_thousand_lines_a_second_do_not_stop_the_page()
    {
        using var log = page.Write();
        log.Write(LogStream.Out, Text(1));
        log.Flush();
        await page.OpenAsync();
        await page.Page.EvaluateAsync("() => { window.long = []; new PerformanceObserver((list) => window.long.push(...list.getEntries().map((task) => task.duration))).observe({ type: 'longtask' }); }");
        for (var i = 2; i <= 10_000; i++)
        {
            log.Write(LogStream.Out, Text(i));
            if (i % 100 == 0) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }

        log.Flush();
        await SeesLastAsync(10_000);
        var tasks = await page.Page.EvaluateAsync<double[]>("() => window.long");
        TestContext.Current.SendDiagnosticMessage($"{tasks.Length} tasks over 50 ms, longest {tasks.DefaultIfEmpty().Max():0} ms");
        Assert.InRange(tasks.DefaultIfEmpty().Max(), 0, 400);
    }

    private async Task SeesLastAsync(int number) => await Eventually.GetAsync(
        page.SeenAsync, seen => seen.Count > 5 && seen[^1] == (number, Text(number)), $"line {number}", TimeSpan.FromSeconds(20), Stop);

    private static string Text(int number) => "line " + number.ToString(CultureInfo.InvariantCulture);
}
