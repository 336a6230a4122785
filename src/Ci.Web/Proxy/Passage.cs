using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Ci.Web.Proxy;

/// <summary>One request on its way through a slot: what is changed on the way there and back.</summary>
internal sealed class Passage(SlotTarget target, TimeProvider time) : HttpTransformer
{
    /// <summary>Set once the application has made a WebSocket or an event stream of the request.</summary>
    public LongLived? Connection { get; private set; }

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var incoming = httpContext.Request;
        ForwardedHeaders.Drop(incoming.Headers);
        ConsoleCookies.DropSent(incoming.Headers);
        var copied = base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        ForwardedHeaders.Set(httpContext, proxyRequest, target.Prefix);
        // An application that ignores it would cost a second; the proxy has answered "100 Continue" itself.
        if (incoming.Headers.Expect.Count > 0) proxyRequest.Headers.Remove("Expect");
        var raw = httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        proxyRequest.RequestUri = TargetPath.Destination(target.Address, target.Route.Project, incoming, raw);
        return copied;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copied = base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is null) return copied;
        ConsoleCookies.DropSet(httpContext.Response.Headers);
        if (proxyResponse.StatusCode == HttpStatusCode.SwitchingProtocols)
            Hold(proxyResponse, (stream, connection) => new WebSocketBody(stream, connection, time));
        else if (IsEventStream(httpContext.Response))
            return OpenEventStream(httpContext, proxyResponse, cancellationToken);
        return copied;
    }

    // The browser learns that the stream is open with the headers, not with the first event.
    private async ValueTask<bool> OpenEventStream(HttpContext context, HttpResponseMessage response, CancellationToken cancellation)
    {
        Hold(response, static (stream, connection) => new EventStreamBody(stream, connection));
        await context.Response.Body.FlushAsync(cancellation);
        return true;
    }

    private void Hold(HttpResponseMessage response, Func<Stream, LongLived, LongLivedBody> body)
    {
        var connection = Connection = new();
        response.Content = new LongLivedContent(response.Content, stream => body(stream, connection));
        target.Gate.Hold(connection);
    }

    private static bool IsEventStream(HttpResponse response) =>
        response.ContentLength is null && response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true;
}
