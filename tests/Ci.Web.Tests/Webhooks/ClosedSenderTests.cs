using Ci.Jobs.Storage;
using Dapper;

namespace Ci.Web.Tests.Webhooks;

/// <summary>An address from which strangers were refused again and again, which our own forge may share with them.</summary>
public sealed class ClosedSenderTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const int Most = 300;
    private readonly Hook hook = new(host);

    [Fact]
    public async Task Its_proven_calls_are_taken_and_the_others_told_to_wait()
    {
        const string From = "127.1.0.1";
        hook.AddProject("neighbor");
        await hook.RefusedAsync(Most, From);

        using var push = await hook.SendAsync(Hook.Push("neighbor"), From);
        using var forged = await hook.SendAsync(Hook.Push("neighbor"), From);
        using var stranger = await RawCall.ConnectAsync(host.Address, From);
        await stranger.HeadAsync("/webhook/github", 2, "X-GitHub-Event: push", "X-Hub-Signature-256: sha256=" + new string('1', 64));
        await stranger.SendAsync("{}"u8.ToArray());
        var refused = await stranger.AnswerAsync();

        Assert.Equal(202, await push.StatusAsync());
        Assert.Equal(202, await forged.StatusAsync());
        Assert.StartsWith("HTTP/1.1 429 ", refused, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 60", refused, StringComparison.Ordinal);
        Assert.InRange(Rejected(From), 1, 20);
    }

    [Fact]
    public async Task Its_large_bodies_are_refused_before_they_are_read()
    {
        const string From = "127.1.0.2";
        await hook.RefusedAsync(Most, From);

        using var announced = await RawCall.ConnectAsync(host.Address, From);
        await announced.HeadAsync("/webhook/github", 5_000_000);
        using var chunked = await RawCall.ConnectAsync(host.Address, From);
        await chunked.HeadAsync("/webhook/github", length: null);
        for (var i = 0; i < 20; i++) await chunked.ChunkAsync(new byte[64 * 1024]);
        using var other = await hook.SendAsync(Hook.Push(2_000_000), "127.1.0.3");

        Assert.Equal(429, await announced.StatusAsync());
        Assert.Equal(429, await chunked.StatusAsync());
        Assert.Equal(202, await other.StatusAsync());
    }

    [Fact]
    public async Task Proven_calls_that_cannot_be_read_are_told_why_however_many_they_are()
    {
        const string From = "127.1.0.4";
        var body = "{\"ref\":5}"u8.ToArray();
        using var call = await RawCall.ConnectAsync(host.Address, From);
        for (var time = 0; time <= Most; time++)
        {
            await call.HeadAsync("/webhook/github", body.Length, hook.Headers(body));
            await call.SendAsync(body);
            Assert.Equal(400, await call.StatusAsync());
        }

        await hook.RefusedAsync(1, From);
        Assert.Equal(Most + 2, Rejected(From));
    }

    private int Rejected(string from) => host.Get<Database>().Read(db => db.ExecuteScalar<int>("SELECT count(*) FROM deliveries WHERE source = @from AND verdict = 'Rejected'", new { from }));
}
