using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ci.Jobs.Logs;
using Ci.Web.Tests.Proxy;

namespace Ci.Web.Tests.Live;

public sealed class LogEndpointTests : IAsyncLifetime
{
    private ConsoleUnderTest console = null!;
    private HttpClient client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        console = await ConsoleUnderTest.StartAsync();
        client = console.Client();
        using var log = console.Logs.Append(ConsoleUnderTest.KeyOf(console.Running()));
        log.Write(LogStream.Step, "Build");
        log.Write(LogStream.Out, "\u001b[32mHel\u001b[0mlo <b>", "2026-11-24T11:11:15.123456789Z");
        for (var i = 3; i <= 1200; i++) log.Write(LogStream.Out, i == 700 ? "error: broken" : "line");
        log.Write(LogStream.Step, "Deploy");
    }

    public ValueTask DisposeAsync() => console.DisposeAsync();

    [TimedFact]
    public async Task A_range_of_lines_has_their_times_and_streams()
    {
        var item = await client.GetFromJsonAsync<Item>("/projects/shop/builds/1/log?from=2&count=2", Stop);

        Assert.Equal((2, 1201, null), (item!.From, item.Total, item.End));
        Assert.Equal(["\u001b[32mHel\u001b[0mlo <b>", "line"], item.Texts);
        Assert.Equal((1795518675123, "out"), (item.Lines[0][0].GetInt64(), item.Lines[0][1].GetString()));
    }

    [TimedTheory, InlineData("from=-5&count=0", 1, 1), InlineData("from=1195&count=1000000", 1195, 7), InlineData("from=9999", 9999, 0), InlineData("", 1, 1000)]
    public async Task A_range_outside_the_log_is_what_there_is_of_it(string query, int from, int count)
    {
        var item = await client.GetFromJsonAsync<Item>("/projects/shop/builds/1/log?" + query, Stop);

        Assert.Equal((from, count), (item!.From, item.Lines.Length));
    }

    [TimedFact]
    public async Task Search_finds_line_numbers_through_colors_and_case()
    {
        var found = await client.GetFromJsonAsync<JsonElement>("/projects/shop/builds/1/log/search?q=HELLO", Stop);
        var many = await client.GetFromJsonAsync<JsonElement>("/projects/shop/builds/1/log/search?q=line&from=100", Stop);

        Assert.Equal("""{"lines":[2],"more":false}""", found.GetRawText());
        Assert.Equal(1000, many.GetProperty("lines").GetArrayLength());
        Assert.Equal((100, true), (many.GetProperty("lines")[0].GetInt32(), many.GetProperty("more").GetBoolean()));
    }

    [TimedFact]
    public async Task Steps_the_first_error_and_the_file_can_be_had()
    {
        var steps = await client.GetFromJsonAsync<JsonElement[][]>("/projects/shop/builds/1/log/steps", Stop);
        var error = await client.GetFromJsonAsync<JsonElement>("/projects/shop/builds/1/log/first-error", Stop);
        using var raw = await client.GetAsync("/projects/shop/builds/1/log/raw", Stop);

        Assert.Equal([(1, "Build"), (1201, "Deploy")], steps!.Select(step => (step[0].GetInt32(), step[2].GetString()!)));
        Assert.Equal(700, error.GetProperty("line").GetInt32());
        Assert.Equal(("text/plain", "shop-1.log"), (raw.Content.Headers.ContentType!.MediaType, raw.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(1201, (await raw.Content.ReadAsStringAsync(Stop)).Count(c => c == '\n'));
    }

    [TimedTheory]
    [InlineData("/projects/shop/builds/2/log"), InlineData("/projects/nothing/builds/1/log"), InlineData("/projects/..%2f/builds/1/log"), InlineData("/projects/shop/builds/0/log")]
    [InlineData("/projects/shop/deployments/1/log"), InlineData("/projects/shop/builds/..%2f/log/raw")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        using var answer = await client.GetAsync(path, Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [TimedFact]
    public async Task Nobody_reads_without_signing_in()
    {
        using var stranger = console.Client(name: null);
        using var answer = await stranger.GetAsync("/projects/shop/builds/1/log/raw", Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
