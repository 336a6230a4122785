using Ci.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Testing;

public sealed class EventuallyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Returns_the_value_the_condition_held_for()
    {
        var reads = 0;

        var value = await Eventually.GetAsync(() => Task.FromResult(++reads), read => read >= 3, "three reads", stop: Stop);

        Assert.Equal(3, value);
    }

    [Fact]
    public async Task Says_what_was_seen_last_when_the_deadline_passes()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.GetAsync(
            () => Task.FromResult("Running"), state => state == "Succeeded", "the build to succeed", TimeSpan.FromMilliseconds(120), Stop));

        Assert.Equal("Waited 0.1 s in vain for the build to succeed. Last seen: Running", failure.Message);
    }

    [Fact]
    public async Task A_refused_request_is_not_yet_but_any_other_error_ends_the_wait()
    {
        var reads = 0;

        await Eventually.TrueAsync(
            () => ++reads < 3 ? throw new HttpRequestException("refused") : Task.FromResult(true), "an answer", stop: Stop);

        await Assert.ThrowsAsync<FormatException>(() => Eventually.TrueAsync(
            () => Task.FromException<bool>(new FormatException("nonsense")), "sense", stop: Stop));
    }
}
