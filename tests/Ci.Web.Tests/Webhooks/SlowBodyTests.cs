using System.Diagnostics;
using Ci.Jobs.Storage;
using Ci.Testing;
using Dapper;

namespace Ci.Web.Tests.Webhooks;

/// <summary>Strangers who send a little and then nothing, over real sockets.</summary>
public sealed class SlowBodyTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private readonly Hook hook = new(host);

    [Fact]
    public async Task Slow_large_bodies_of_a_few_senders_keep_no_other_out()
    {
        hook.AddProject("outside");
        List<RawCall> slow = [];
        foreach (var from in new[] { "127.0.0.2", "127.0.0.3", "127.0.0.4" })
        {
            for (var i = 0; i < 12; i++) slow.Add(await hook.StallAsync(from));
        }

        var watch = Stopwatch.StartNew();
        using var push = await hook.SendAsync(Hook.Push(5_000_000));
        Assert.Equal(202, await push.StatusAsync());

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"took {watch.Elapsed}");
        slow.ForEach(call => call.Dispose());
    }

    [Fact]
    public async Task A_slow_body_is_dismissed_and_its_place_given_to_the_next_of_the_same_sender()
    {
        const string From = "127.0.1.1";
        using var first = await hook.StallAsync(From);
        using var second = await hook.StallAsync(From);

        using var push = await hook.SendAsync(Hook.Push(5_000_000), From);

        Assert.Equal(202, await push.StatusAsync());
        Assert.Equal(408, await first.StatusAsync());
        var answer = await second.AnswerAsync();
        Assert.Contains("The payload came too slowly: it may take six seconds, and one more for each megabyte.", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_few_that_wait_are_sent_away()
    {
        const string From = "127.0.2.1";
        List<RawCall> slow = [];
        for (var i = 0; i < 10; i++) slow.Add(await hook.StallAsync(From));

        using var one = await hook.StallAsync(From);
        var answers = slow.Append(one).Select(call => call.AnswerAsync()).ToList();
        var answer = await await Task.WhenAny(answers);

        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 10", answer, StringComparison.Ordinal);
        Assert.Contains("Too many payloads over 1 MB arrive at once. Send it again.", answer, StringComparison.Ordinal);
        one.Dispose();
        slow.ForEach(call => call.Dispose());
    }

    [Fact]
    public async Task A_body_of_which_one_byte_comes_is_dismissed()
    {
        using var call = await RawCall.ConnectAsync(host.Address, "127.0.3.1");
        await call.HeadAsync("/webhook/github", 100);
        await call.SendAsync("{"u8.ToArray());

        Assert.Equal(408, await call.StatusAsync(TimeSpan.FromSeconds(12)));
    }

    [Theory]
    [InlineData("127.0.5.1", 100, 10), InlineData("127.0.5.2", 5_000_000, 2_000_000), InlineData("127.0.5.3", null, 10)]
    public async Task A_body_that_is_cut_off_is_on_record(string from, int? length, int sent)
    {
        using (var call = await RawCall.ConnectAsync(host.Address, from))
        {
            await call.HeadAsync("/webhook/github", length);
            if (length is null) await call.ChunkAsync(new byte[sent]);
            else await call.SendAsync(new byte[sent]);
        }

        await Eventually.TrueAsync(() => Rejected(from) == (400, "The payload did not arrive whole."), "the call on record");
    }

    [Fact]
    public async Task A_body_in_many_small_pieces_is_taken()
    {
        hook.AddProject("pieces");
        var body = Hook.Push("pieces").ToJson();
        using var whole = await RawCall.ConnectAsync(host.Address);
        using var chunked = await RawCall.ConnectAsync(host.Address);
        await whole.HeadAsync("/webhook/github", body.Length, hook.Headers(body));
        await chunked.HeadAsync("/webhook/github", null, hook.Headers(body));

        foreach (var piece in body.Chunk(100))
        {
            await whole.SendAsync(piece);
            await chunked.ChunkAsync(piece);
        }
        await chunked.ChunkAsync(default);

        Assert.Equal(202, await whole.StatusAsync());
        Assert.Equal(202, await chunked.StatusAsync());
    }

    private (int, string) Rejected(string from) => host.Get<Database>().Read(db =>
        db.QuerySingleOrDefault<(int, string)>("SELECT status, reason FROM deliveries WHERE source = @from", new { from }));
}
