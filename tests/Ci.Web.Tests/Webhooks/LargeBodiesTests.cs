using Ci.Web.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Ci.Web.Tests.Webhooks;

public sealed class LargeBodiesTests
{
    private readonly FakeTimeProvider time = new();
    private readonly LargeBodies places;

    public LargeBodiesTests() => places = new LargeBodies(time);

    [Fact]
    public async Task One_sender_has_two_places_and_all_together_eight()
    {
        foreach (var sender in new[] { "a", "b", "c", "d" })
        {
            Assert.NotNull(await Take(sender));
            Assert.NotNull(await Take(sender));
        }

        Assert.False(Take("a").IsCompleted);
        Assert.False(Take("e").IsCompleted);
    }

    [Fact]
    public async Task A_place_that_comes_free_goes_to_the_first_whose_sender_may_have_one()
    {
        await Take("a");
        var second = await Take("a");
        foreach (var sender in new[] { "b", "c" }) { await Take(sender); await Take(sender); }
        var free = await Take("d");
        await Take("d");
        var third = Take("a");
        var next = Take("e");

        free!.Dispose();
        free.Dispose();
        Assert.NotNull(await next);
        Assert.False(third.IsCompleted);

        second!.Dispose();
        Assert.NotNull(await third);
    }

    [Fact]
    public async Task Who_waits_in_vain_or_goes_away_gets_none_and_takes_none()
    {
        var held = await Take("a");
        await Take("a");
        using var gone = new CancellationTokenSource();
        var late = Take("a");
        var canceled = places.TakeAsync("a", gone.Token);

        await gone.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(9));

        Assert.Null(await canceled);
        Assert.Null(await late);
        held!.Dispose();
        Assert.NotNull(await Take("a"));
    }

    [Fact]
    public async Task Not_many_may_wait()
    {
        await Take("a");
        await Take("a");
        var waiting = Enumerable.Range(0, 8).Select(_ => Take("a")).ToList();

        Assert.Null(await Take("a"));
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        Assert.NotNull(await Take("b"));
    }

    private Task<IDisposable?> Take(string sender) => places.TakeAsync(sender, CancellationToken.None);
}
