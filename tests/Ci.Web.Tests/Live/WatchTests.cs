using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Ci.Web.Tests.Proxy;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Ci.Web.Tests.Live;

public sealed class WatchTests : IAsyncLifetime
{
    private ConsoleUnderTest console = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => console = await ConsoleUnderTest.StartAsync();

    public ValueTask DisposeAsync() => console.DisposeAsync();

    [TimedTheory, InlineData("console"), InlineData("project:shop"), InlineData("build:shop/1")]
    public async Task A_change_of_a_build_is_told_to_it_its_project_and_the_console(string topic)
    {
        var build = console.Running();
        var connection = await console.ConnectAsync();
        var told = Listen(connection);
        var watching = await WatchAsync(connection, topic, console.Feed.Version);

        console.Finish(build);

        var changed = await told.ReadAsync(Stop);
        Assert.Equal((topic, "build:shop/1", "Succeeded", "Built."), (Text(changed, "topic"), Text(changed, "id"), Text(changed, "state"), Text(changed, "reason")));
        Assert.True(changed.GetProperty("version").GetInt64() > watching.GetProperty("version").GetInt64());
        Assert.InRange(changed.GetProperty("now").GetInt64(), 1, long.MaxValue);
    }

    [TimedFact]
    public async Task Other_topics_are_not_told_and_a_topic_can_be_left()
    {
        var (first, second) = (console.Running(), console.Builds.Add(console.Shop, new Ci.Jobs.Builds.NewBuild(Ci.Jobs.Builds.BuildTrigger.Manual, "ada", "main")));
        var connection = await console.ConnectAsync();
        var told = Listen(connection);
        await WatchAsync(connection, $"build:shop/{second.Number}", console.Feed.Version);
        await WatchAsync(connection, "console", console.Feed.Version);
        await connection.InvokeAsync("Unwatch", "console", Stop);

        console.Finish(first);
        console.Builds.Cancel(second, "ada");

        Assert.Equal("build:shop/2", Text(await told.ReadAsync(Stop), "id"));
    }

    [TimedFact]
    public async Task Who_was_away_is_told_what_changed_since()
    {
        var build = console.Running();
        var before = console.Feed.Version;
        console.Finish(build);
        var connection = await console.ConnectAsync();

        var changes = await Ci.Testing.Eventually.GetAsync(
            async () => (await WatchAsync(connection, "project:shop", before)).GetProperty("changes").EnumerateArray().ToList(), found => found.Count > 0, "the change", stop: Stop);

        Assert.Equal("Succeeded", Text(Assert.Single(changes), "state"));
        Assert.Empty((await WatchAsync(connection, "project:shop", console.Feed.Version)).GetProperty("changes").EnumerateArray());
    }

    [TimedFact]
    public async Task Who_was_away_longer_than_the_server_remembers_is_told_to_read_again()
    {
        var connection = await console.ConnectAsync();

        var change = Assert.Single((await WatchAsync(connection, "console", 1)).GetProperty("changes").EnumerateArray());

        Assert.Equal(("console", ""), (Text(change, "topic"), Text(change, "state")));
    }

    [TimedTheory, InlineData("build:shop/0"), InlineData("secrets"), InlineData("project:../x"), InlineData("project:nothing"), InlineData(""), InlineData("build:shop/99")]
    public async Task Only_topics_that_exist_can_be_watched(string topic)
    {
        var connection = await console.ConnectAsync();

        await Assert.ThrowsAsync<HubException>(() => WatchAsync(connection, topic, 0));
    }

    [TimedFact]
    public async Task Nobody_listens_without_signing_in()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => console.Connection(name: null).StartAsync(Stop));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [TimedTheory, InlineData("http://evil.example"), InlineData("http://127.0.0.1:9999"), InlineData("null"), InlineData("https://127.0.0.1:9999")]
    public async Task A_foreign_page_cannot_listen(string origin)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => console.Connection(origin: origin).StartAsync(Stop));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [TimedFact]
    public async Task The_console_s_own_page_can_listen()
    {
        await console.Connection(origin: console.Address.GetLeftPart(UriPartial.Authority)).StartAsync(Stop);
    }

    private static ChannelReader<JsonElement> Listen(HubConnection connection)
    {
        var told = Channel.CreateUnbounded<JsonElement>();
        connection.On<JsonElement>("changed", changed => told.Writer.TryWrite(changed));
        return told.Reader;
    }

    private static Task<JsonElement> WatchAsync(HubConnection connection, string topic, long since) => connection.InvokeAsync<JsonElement>("Watch", topic, since, Stop);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
