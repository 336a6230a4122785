using System.IO.Pipelines;
using Ci.Web.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace Ci.Web.Tests.Webhooks;

/// <summary>How much memory a body is given before all of it is here.</summary>
public sealed class BodyMemoryTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly RejectionLimit limit = new();
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false, readerScheduler: PipeScheduler.Inline));
    private readonly WebhookBody bodies;

    public BodyMemoryTests() => bodies = new WebhookBody(new LargeBodies(time), limit, time);

    [Theory]
    [InlineData(100), InlineData(1024 * 1024), InlineData(25 * 1024 * 1024), InlineData(null)]
    public async Task What_is_announced_takes_none(int? announced)
    {
        var context = Context(announced);
        await pipe.Writer.WriteAsync(new byte[10], TestContext.Current.CancellationToken);
        // What the first call of all costs is not of interest.
        var first = new Pipe();
        var warm = bodies.ReadAsync(Context(announced, first.Reader));
        await first.Writer.CompleteAsync();
        await warm;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = bodies.ReadAsync(context).AsTask();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 1024);
        Assert.False(reading.IsCompleted);
        await pipe.Writer.CompleteAsync();
        await reading;
    }

    [Fact]
    public async Task What_came_is_handed_over_whole()
    {
        var body = new byte[3_000_000];
        Random.Shared.NextBytes(body);
        var reading = bodies.ReadAsync(Context(body.Length));

        foreach (var piece in body.Chunk(100_000)) await pipe.Writer.WriteAsync(piece, TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();

        var (bytes, problem) = await reading;
        Assert.Null(problem);
        Assert.True(bytes.Span.SequenceEqual(body));
    }

    [Fact]
    public async Task Six_seconds_are_given_and_one_more_for_each_megabyte()
    {
        var reading = bodies.ReadAsync(Context(20_000_000)).AsTask();
        await pipe.Writer.WriteAsync(new byte[3_500_000], TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(8.9));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(BodyProblem.TooSlow, (await reading).Problem);
    }

    public void Dispose() => limit.Dispose();

    private DefaultHttpContext Context(int? announced, PipeReader? reader = null)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentLength = announced;
        context.Features.Set<IRequestBodyPipeFeature>(new Piped(reader ?? pipe.Reader));
        return context;
    }

    private sealed class Piped(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
