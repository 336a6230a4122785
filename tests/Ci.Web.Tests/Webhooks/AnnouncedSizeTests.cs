using System.Globalization;
using Ci.Jobs.Storage;
using Dapper;

namespace Ci.Web.Tests.Webhooks;

/// <summary>On a console of its own: of many refused calls a minute not all are put on record.</summary>
public sealed class AnnouncedSizeTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Theory]
    [InlineData(30_000_000L, 30_000_000), InlineData(4_294_967_295L, int.MaxValue), InlineData(9_999_999_999L, int.MaxValue)]
    public async Task The_record_of_a_body_that_was_too_large_says_the_announced_size(long announced, int kept)
    {
        var from = string.Create(CultureInfo.InvariantCulture, $"127.2.1.{announced % 200}");
        using var call = await RawCall.ConnectAsync(host.Address, from);
        await call.HeadAsync("/webhook/github", announced);

        Assert.Equal(413, await call.StatusAsync());
        Assert.Equal(kept, host.Get<Database>().Read(db => db.ExecuteScalar<int>("SELECT body_size FROM deliveries WHERE source = @from", new { from })));
    }
}
