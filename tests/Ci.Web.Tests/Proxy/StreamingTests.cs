using System.Net;

namespace Ci.Web.Tests.Proxy;

public sealed class StreamingTests
{
    private const long Megabyte = 1 << 20;

    [TimedFact]
    public async Task A_large_upload_streams_through_without_being_held()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        await using var body = new Upload(200 * Megabyte, pauseUntil: shop.FirstByte.Task);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/shop/upload") { Content = new StreamContent(body) };
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var answer = await proxy.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal($"{200 * Megabyte}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(body.Paused, "The application had the first byte while the client was still sending.");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50 * Megabyte);
        Assert.InRange(body.MostMemory - before, long.MinValue, 100 * Megabyte);
    }

    [TimedFact]
    public async Task An_answer_streams_before_it_is_complete()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        using var answer = await proxy.Client.GetAsync("/shop/trickle", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var begun = new byte[6];
        await stream.ReadExactlyAsync(begun, TestContext.Current.CancellationToken);
        Assert.Equal("begun;"u8.ToArray(), begun);

        shop.Release.SetResult();
        using var rest = new StreamReader(stream);
        Assert.Equal("held by shop", await rest.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [TimedTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_and_blames_nobody(bool chunked)
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop, bodyBytes: 1000);
        var body = chunked ? "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + new string('x', 2000) + "\r\n0\r\n\r\n" : "Content-Length: 2000\r\n\r\n" + new string('x', 2000);

        var answer = await RawClient.SendAsync(proxy.Address, $"POST /shop/upload HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{body}");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Equal(0, proxy.Traffic(shop.Route()).FailedForwards);
    }

    [TimedFact]
    public async Task A_body_within_the_limit_passes()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop, bodyBytes: 1000);

        using var answer = await proxy.Client.PostAsync("/shop/upload", new ByteArrayContent(new byte[1000]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("1000", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A body that stops in its middle until the task has completed, and watches the memory.</summary>
    private sealed class Upload(long length, Task pauseUntil) : Stream
    {
        private readonly long half = length / 2;
        private long left = length;

        public bool Paused { get; private set; }

        public long MostMemory { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!Paused && left < half)
            {
                await pauseUntil.WaitAsync(cancellationToken);
                Paused = true;
            }

            var read = (int)Math.Min(left, buffer.Length);
            left -= read;
            if (left % (10 * Megabyte) < read) MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: false));
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
