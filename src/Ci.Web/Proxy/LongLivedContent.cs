using System.Net;

namespace Ci.Web.Proxy;

/// <summary>Stands in for a response's content, so that the forwarder copies from a body the proxy can end.</summary>
internal sealed class LongLivedContent(HttpContent inner, Func<Stream, LongLivedBody> wrap) : HttpContent
{
    protected override async Task<Stream> CreateContentReadStreamAsync() => wrap(await inner.ReadAsStreamAsync());

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        throw new NotSupportedException("A long-lived body has no end to copy to.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
