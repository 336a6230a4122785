namespace Ci.Web.Live;

/// <summary>
/// Whether a live connection is opened by one of the console's own pages. Browsers send cookies with a WebSocket to any host a page
/// names, and a WebSocket needs no permission of the server: without this check any page could listen with a person's cookie.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Refuses connections of foreign pages; a client that is no browser sends no Origin.</summary>
    public static void Require(EndpointBuilder endpoint)
    {
        var next = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context => Allows(context.Request)
            ? next(context)
            : TypedResults.Problem("Live connections are for the console's own pages.", statusCode: StatusCodes.Status403Forbidden, title: "Foreign page").ExecuteAsync(context);
    }

    public static bool Allows(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        if (origin is null) return (string?)request.Headers["Sec-Fetch-Site"] is null or "same-origin" or "none";
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || !Uri.TryCreate($"{from.Scheme}://{request.Host.Value}", UriKind.Absolute, out var here)) return false;

        // Where a proxy ends TLS the page is https and the request is not.
        return (from.Scheme == request.Scheme || from.Scheme == Uri.UriSchemeHttps) && string.Equals(from.Authority, here.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
