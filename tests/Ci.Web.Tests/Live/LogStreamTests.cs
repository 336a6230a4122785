using System.Globalization;
using Ci.Jobs.Builds;
using Ci.Jobs.Logs;
using Ci.Testing;
using Ci.Web.Tests.Proxy;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Ci.Web.Tests.Live;

public sealed class LogStreamTests : IAsyncLifetime
{
    private ConsoleUnderTest console = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => console = await ConsoleUnderTest.StartAsync();

    public ValueTask DisposeAsync() => console.DisposeAsync();

    [TimedFact]
    public async Task Backlog_and_live_lines_come_without_gap_or_repeat_and_then_the_end()
    {
        const int Lines = 30_000;
        var build = console.Running();
        var connection = await console.ConnectAsync();
        var writing = Task.Run(() => WriteAsync(build, 1, Lines), Stop);
        await Eventually.TrueAsync(() => console.Logs.Count(ConsoleUnderTest.KeyOf(build)) > Lines / 3, "a backlog");
        var following = FollowAsync(connection, build, 1, int.MaxValue);
        await writing;
        console.Finish(build);

        var items = await following;

        AssertExact(items, 1, Lines);
        Assert.Equal("Succeeded", items[^1].End);
        Assert.All(items.SkipLast(1), item => Assert.Null(item.End));
        Assert.Equal(Lines, items[^1].Total);
        Assert.All(items, item => Assert.InRange(item.Lines.Length, 0, 500));
    }

    [TimedFact]
    public async Task After_a_dropped_connection_the_next_line_is_where_it_goes_on()
    {
        const int Lines = 20_000;
        var build = console.Running();
        var writing = Task.Run(() => WriteAsync(build, 1, Lines), Stop);
        var first = await FollowAsync(await console.ConnectAsync(), build, 1, Lines / 4);

        // The stream of a connection that breaks has no end; its last whole item counts.
        await console.DropAsync();
        var next = first[^1].From + first[^1].Lines.Length;
        var following = FollowAsync(await console.ConnectAsync(), build, next, int.MaxValue);
        await writing;
        console.Finish(build);

        AssertExact([.. first, .. await following], 1, Lines);
    }

    [TimedFact]
    public async Task A_reader_that_does_not_read_holds_nobody()
    {
        var build = console.Running();
        var slow = await console.ConnectAsync();
        await using var unread = slow.StreamAsync<Item>("FollowLog", "shop", build.Number, 1, Stop).GetAsyncEnumerator(Stop);
        var brisk = FollowAsync(await console.ConnectAsync(), build, 1, int.MaxValue);
        var began = TimeProvider.System.GetTimestamp();

        using (var log = console.Logs.Append(ConsoleUnderTest.KeyOf(build)))
        {
            for (var i = 1; i <= 100_000; i++) log.Write(LogStream.Out, i.ToString(CultureInfo.InvariantCulture) + new string('x', 200));
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 10);
        console.Finish(build);
        Assert.Equal(100_000, (await brisk)[^1].Total);
    }

    [TimedFact]
    public async Task The_end_of_a_build_that_was_over_before_comes_at_once()
    {
        var build = console.Running();
        console.Finish(build);

        var item = Assert.Single(await FollowAsync(await console.ConnectAsync(), build, 1, int.MaxValue));

        Assert.Equal((1, 0, "Succeeded"), (item.From, item.Total, item.End));
    }

    [TimedTheory]
    [InlineData("shop", 99, "The project shop has no build #99.")]
    [InlineData("nothing", 1, "There is no project nothing.")]
    [InlineData("../shop", 1, "\"build:../shop/1\" is no topic.")]
    [InlineData("shop", -1, "\"build:shop/-1\" is no topic.")]
    public async Task What_does_not_exist_is_refused_with_a_sentence(string project, int number, string sentence)
    {
        var connection = await console.ConnectAsync();

        var refused = await Assert.ThrowsAsync<HubException>(async () => await connection.StreamAsync<Item>("FollowLog", project, number, 1, Stop).FirstAsync(Stop));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    private async Task WriteAsync(Build build, int from, int to)
    {
        var random = new Random(11);
        using var log = console.Logs.Append(ConsoleUnderTest.KeyOf(build));
        for (var i = from; i <= to; i++)
        {
            log.Write(LogStream.Out, i.ToString(CultureInfo.InvariantCulture));
            if (random.Next(700) == 0) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20)), TimeProvider.System, Stop);
        }
    }

    private static async Task<List<Item>> FollowAsync(HubConnection connection, Build build, int from, int atLeast)
    {
        var items = new List<Item>();
        await foreach (var item in connection.StreamAsync<Item>("FollowLog", build.Project, build.Number, from, Stop))
        {
            items.Add(item);
            if (item.From + item.Lines.Length > atLeast) break;
        }

        return items;
    }

    private static void AssertExact(IReadOnlyList<Item> items, int from, int to)
    {
        Assert.Equal(Enumerable.Range(from, to - from + 1), items.SelectMany(item => Enumerable.Range(item.From, item.Lines.Length)));
        Assert.Equal(Enumerable.Range(from, to - from + 1).Select(number => number.ToString(CultureInfo.InvariantCulture)), items.SelectMany(item => item.Texts));
    }
}
